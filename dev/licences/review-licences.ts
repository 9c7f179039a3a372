import { z } from 'zod';

/** What may be part of what is deployed. */
const SHIPPED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
]);

/** What may also be used to build and test it, since no part of it is handed on. */
const TOOLS: ReadonlySet<string> = new Set([
  ...SHIPPED,
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'LGPL-3.0-or-later',
  'MPL-2.0',
]);

/** Packages whose manifest names none in the form that npm reads, with what their own files say. */
const TOLD_ELSEWHERE: Readonly<Record<string, string>> = {
  // package.json: "licenses": [{"type": "MIT"}]; of socket.io-client, in a benchmark.
  'xmlhttprequest-ssl': 'MIT',
};

export const LockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});
export type Lockfile = z.infer<typeof LockfileSchema>;

export interface Refused {
  name: string;
  licence: string;
  scope: 'shipped' | 'tools';
}

/** Counts the licences of all packages, the most frequent first, and lists those that are not allowed where they are used. */
export function reviewLicences({ packages }: Lockfile): { counts: Map<string, number>; refused: Refused[] } {
  const counts = new Map<string, number>();
  const refused: Refused[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    const name = path.split('node_modules/').at(-1) ?? path;
    if (path === '' || entry.link) continue;
    const licence = entry.license ?? TOLD_ELSEWHERE[name] ?? 'none named';
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
    const scope = entry.dev || entry.devOptional ? 'tools' : 'shipped';
    if (!isAllowed(licence, scope === 'tools' ? TOOLS : SHIPPED)) refused.push({ name, licence, scope });
  }
  return { counts: new Map([...counts].sort(([, a], [, b]) => b - a)), refused };
}

/** Of an SPDX expression: of `A OR B` one is enough, `A AND B` wants both. Anything that is more involved is for a person to read. */
function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  return expression.split(' OR ').some((part) => part.split(' AND ').every((one) => allowed.has(one.trim())));
}
