import type { Plugin } from 'vite';

const JSON_SCHEMA = /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const EXPORTED = /^export (?:const|function) (\w+)/gm;
const RENAMED = /^export \{ \w+ as (\w+) \};?$/gm;

/**
 * zod can write a schema as JSON Schema, which each of its schemas names and so brings along: 5 kB of the first load. Only the Worker does it, for its
 * OpenAPI document.
 */
export function noJsonSchema(): Plugin {
  return {
    name: 'no-json-schema',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    transform(code, id) {
      if (!JSON_SCHEMA.test(id)) return null;
      const names = [EXPORTED, RENAMED].flatMap((pattern) =>
        [...code.matchAll(pattern)].map(([, name]) => name),
      );
      if (names.length === 0) this.error('zod is made in another way: look at no-json-schema again.');
      const lines = names.map((name) => `export const ${name} = absent;`);
      return { code: ['const absent = () => absent;', ...lines].join('\n'), map: null };
    },
  };
}
