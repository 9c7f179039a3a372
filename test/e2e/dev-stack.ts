import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../../dev/at-exit.ts';
import { isPortFree } from '../../dev/postgres/port.ts';
import { makeScratchDir } from '../../dev/scratch-dir.ts';

const START_TIMEOUT_MS = 90_000;

export interface DevStack {
  origin: string;
  simUrl: string;
  stop(): Promise<void>;
}

/** The README's command, as a user gives it, in a world of its own. */
export async function startDevStack(environment: Record<string, string> = {}): Promise<DevStack> {
  const scratch = makeScratchDir();
  const port = await chooseOwnPort();
  const child = spawn('npm', ['run', 'dev'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: scratch.path, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives it: Ctrl-C reaches npm, its shell and the stack at once.
    detached: true,
  });
  const interrupt = () => process.kill(-(child.pid ?? 0), 'SIGINT');
  const callOff = atExit(interrupt);
  const output = collect(child);
  await untilPrinted(child, output, /ready: (\S+)/);
  const [, simUrl = ''] = await untilPrinted(child, output, /simulated Coinbase: (\S+)/);
  await untilPrinted(child, output, /demo account: /);
  return {
    origin: `http://127.0.0.1:${port}`,
    simUrl,
    async stop() {
      callOff();
      const gone = once(child, 'close');
      interrupt();
      await gone;
      if (existsSync(join(scratch.path, 'pgdata', 'postmaster.pid')))
        throw new Error('Postgres outlived the stack.');
      scratch.remove();
    },
  };
}

/** Below those that the system gives to whoever asks for any: until the stack listens at it nobody else does. */
async function chooseOwnPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isPortFree(port)) return port;
  }
}

function collect(child: ChildProcess): { text: string } {
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.text += chunk.toString();
    });
  }
  return output;
}

async function untilPrinted(
  child: ChildProcess,
  output: { text: string },
  wanted: RegExp,
): Promise<RegExpExecArray> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const found = wanted.exec(output.text);
    if (found) return found;
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`npm run dev did not print ${wanted}:\n${output.text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
