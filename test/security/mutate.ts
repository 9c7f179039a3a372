import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeScratchDir } from '../../dev/scratch-dir.ts';
import { type Mutation, parseMutations } from './mutations.ts';

/**
 * `npm run test:mutations`: takes the guard of each check out of a copy of the project, builds it, and sees the check fail. `-- --only 3,18` takes
 * some of them.
 */

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',').map(Number);
const mutations = parseMutations(readFileSync('test/security/mutations.md', 'utf8')).filter(
  ({ check }) => wanted?.includes(check) ?? true,
);

if (mutations.length < (wanted?.length ?? 1)) throw new Error('There is no mutation of that number.');

const { path: copy } = makeScratchDir();
copyProject(copy);
requireHeld(mutations.map(({ check }) => check));
let caught = 0;
for (const mutation of mutations) if (isCaught(mutation)) caught += 1;
console.log(`${caught} of ${mutations.length} mutations are caught`);
process.exit(caught === mutations.length ? 0 : 1);

function copyProject(to: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(file, join(to, file));
  }
  symlinkSync(resolve('node_modules'), join(to, 'node_modules'));
}

/** A check that does not hold with its guard in place says nothing about the guard. */
function requireHeld(checks: readonly number[]): void {
  const built = run('node_modules/.bin/vite', ['build']);
  const checked = run('test/security/run.ts', ['--only', checks.join(',')]);
  if (checked.status === 0) return;
  console.log(checked.stdout + checked.stderr + built.stderr);
  throw new Error('Not all of the checks hold with their guards in place.');
}

function isCaught({ check, title, changes }: Mutation): boolean {
  const began = Date.now();
  const kept = changes.map(({ file }) => [join(copy, file), readFileSync(join(copy, file), 'utf8')] as const);
  let verdict: string;
  try {
    for (const { file, from, to } of changes) {
      const path = join(copy, file);
      const text = readFileSync(path, 'utf8');
      if (text.split(from).length !== 2) throw new Error(`"${from.slice(0, 60)}" is not in ${file} once.`);
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    }
    verdict = verdictOn(check);
  } finally {
    for (const [path, text] of kept) writeFileSync(path, text);
  }
  console.log(
    `${verdict} ${String(check).padStart(2)} ${title} (${((Date.now() - began) / 1_000).toFixed(0)} s)`,
  );
  return verdict.startsWith('caught');
}

function verdictOn(check: number): string {
  const built = run('node_modules/.bin/vite', ['build']);
  if (built.status !== 0) return `not built: ${built.stderr.slice(-300)}`;
  const checked = run('test/security/run.ts', ['--only', String(check)]);
  const evidence = /^NOT HELD.*\n +(.*)$/m.exec(checked.stdout)?.[1];
  if (checked.status === 0) return 'MISSED  ';
  return evidence === undefined ? `not run: ${checked.stderr.slice(-300)}` : 'caught  ';
}

function run(script: string, options: string[]) {
  return spawnSync(process.execPath, [script, ...options], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}
