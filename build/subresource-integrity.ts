import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PAGE = 'index.html';
const TAG = /<(?:script|link)\b[^>]*>/g;

/**
 * Names the SHA-384 of each script and style sheet in the page, so that a browser runs nothing that was changed on its way. It comes last, when
 * all files are as they will be served. Chunks that are loaded later by `import()` are not covered: only an import map could name theirs, and an
 * inline one would need a hole in the policy.
 */
export function subresourceIntegrity(): Plugin {
  return {
    name: 'subresource-integrity',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir = '' }) {
        const path = join(dir, PAGE);
        const html = readFileSync(path, 'utf8');
        const { page, tags } = withIntegrity(html, (file) => readFileSync(join(dir, file)));
        if (tags === 0) this.error('The page has no script: look at subresource-integrity again.');
        writeFileSync(path, page);
      },
    },
  };
}

/** A page with `integrity` on every tag that loads a script or a style sheet of its own. `read` gets the path on the host. */
export function withIntegrity(
  html: string,
  read: (path: string) => Uint8Array,
): { page: string; tags: number } {
  let tags = 0;
  const page = html.replace(TAG, (tag) => {
    const path = loadedBy(tag);
    if (path === null || attribute(tag, 'integrity') !== null) return tag;
    tags += 1;
    const digest = createHash('sha384').update(read(path)).digest('base64');
    return tag.replace(/\s*\/?>$/, (end) => ` integrity="sha384-${digest}"${end}`);
  });
  return { page, tags };
}

/** null: it loads nothing that runs, or nothing of this host. */
function loadedBy(tag: string): string | null {
  const isScript = tag.startsWith('<script');
  const runs = isScript || /^(stylesheet|modulepreload)$/.test(attribute(tag, 'rel') ?? '');
  const path = runs ? attribute(tag, isScript ? 'src' : 'href') : null;
  return path?.startsWith('/') && !path.startsWith('//') ? path : null;
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
}
