import { readFileSync } from 'node:fs';
import { LockfileSchema, reviewLicences } from './licences/review-licences.ts';

/** Ends with 1 if a package of the lockfile has a licence that is not on the list. Reads nothing but the lockfile. */

const lockfile = LockfileSchema.parse(
  JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')),
);
const { counts, refused } = reviewLicences(lockfile);
for (const [licence, count] of counts) console.log(`${String(count).padStart(4)}  ${licence}`);
for (const { name, licence, scope } of refused) console.error(`refused: ${name} (${scope}): ${licence}`);
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
console.log(`${total} packages, ${refused.length} refused`);
process.exitCode = refused.length === 0 ? 0 : 1;
