import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

/** What a script says and how it ends that gets a signal once it runs. */
async function signalled(signal: NodeJS.Signals, script: string): Promise<{ out: string; code: number }> {
  const imports = ['at-exit', 'scratch-dir'].map(
    (name) =>
      `import * as ${name.replace('-', '')} from ${JSON.stringify(import.meta.resolve(`./${name}.ts`))};`,
  );
  const code = `${imports.join('')}${script};setInterval(() => {}, 1000);console.log('runs');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  await once(child.stdout, 'data');
  child.kill(signal);
  const [exitCode] = await once(child, 'exit');
  return { out: await said, code: exitCode };
}

it('does what is to be done at the end when a signal ends the process, what came last first', async () => {
  const script = `atexit.atExit(() => console.log('first')); atexit.atExit(() => console.log('last'))`;
  expect(await signalled('SIGTERM', script)).toEqual({ out: 'runs\nlast\nfirst\n', code: 143 });
});

it('leaves the process to whoever answers the signal', async () => {
  const script = `atexit.atExit(() => console.log('ended')); process.on('SIGINT', () => setTimeout(() => process.exit(7), 50))`;
  expect(await signalled('SIGINT', script)).toEqual({ out: 'runs\nended\n', code: 7 });
});

it('leaves no scratch directory behind', async () => {
  const { out } = await signalled('SIGHUP', 'console.log(scratchdir.makeScratchDir().path)');
  const [path = ''] = out.split('\n');
  expect(path).toContain('trading-twin-');
  expect(existsSync(path)).toBe(false);
});
