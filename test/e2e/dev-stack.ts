import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_TIMEOUT_MS = 90_000;

export interface DevStack {
  origin: string;
  simUrl: string;
  stop(): Promise<void>;
}

/** The README's command, as a user gives it, in a world of its own. */
export async function startDevStack(environment: Record<string, string> = {}): Promise<DevStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-e2e-'));
  const port = await freePort();
  const child = spawn('npm', ['run', 'dev'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives it: Ctrl-C reaches npm, its shell and the stack at once.
    detached: true,
  });
  const output = collect(child);
  await untilPrinted(child, output, /ready: (\S+)/);
  const [, simUrl = ''] = await untilPrinted(child, output, /simulated Coinbase: (\S+)/);
  await untilPrinted(child, output, /demo account: /);
  return {
    origin: `http://127.0.0.1:${port}`,
    simUrl,
    async stop() {
      const gone = once(child, 'close');
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await gone;
      if (existsSync(join(dataDir, 'pgdata', 'postmaster.pid')))
        throw new Error('Postgres outlived the stack.');
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
    },
  };
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
