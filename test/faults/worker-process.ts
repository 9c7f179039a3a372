import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { WorkerVars } from '../../dev/stack.ts';
import { childrenOf, type Memory, memoryOf, signal } from './processes.ts';

export const MINUTELY = '* * * * *';
export const HOURLY = '0 * * * *';
export const DAILY = '17 3 * * *';

const CHILD = fileURLToPath(new URL('worker-child.ts', import.meta.url));
const START_TIMEOUT_MS = 120_000;
const CRON_TIMEOUT_MS = 60_000;
/** More than Cloudflare takes in one call, it refuses. */
const MESSAGES_PER_CALL = 100;

const ReadySchema = z.object({ ready: z.string() });
const DoneSchema = z.object({ id: z.number(), error: z.string().nullable() });

/** The Worker as a process of its own, always on the same port and with the same state on disk, whatever is done to it. */
export class WorkerProcess {
  /** Every line that it wrote, oldest first. */
  readonly lines: { at: number; text: string }[] = [];
  readonly #options: { vars: WorkerVars; port: number };
  #child: ChildProcess | undefined;
  #persistTo = '';
  #orders = 0;
  /** Orders that were given and not yet answered: null, or what went wrong. */
  readonly #waiting = new Map<number, (error: string | null) => void>();

  constructor(options: { vars: WorkerVars; port: number }) {
    this.#options = options;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** Resolves when it serves. State lies in `persistTo`; without it, where it lay before. `vars` are set otherwise until the next start. */
  async start(persistTo = this.#persistTo, vars: Partial<WorkerVars> = {}): Promise<void> {
    this.#persistTo = persistTo;
    // Whoever is killed leaves temporary files: they go with the rest of its state.
    const temporary = join(persistTo, 'tmp');
    mkdirSync(temporary, { recursive: true });
    const child = fork(CHILD, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, TMPDIR: temporary },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface(stream).on('line', (text) => this.lines.push({ at: Date.now(), text }));
    }
    child.on('message', (message) => this.#settle(message));
    child.once('exit', () => this.#giveUpOrders());
    child.send({ ...this.#options, vars: { ...this.#options.vars, ...vars }, persistTo });
    const [message] = await Promise.race([
      once(child, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }),
      once(child, 'exit').then(() => []),
    ]);
    if (!ReadySchema.safeParse(message).success) {
      throw new Error(
        `The Worker did not start:\n${this.lines
          .slice(-20)
          .map(({ text }) => text)
          .join('\n')}`,
      );
    }
  }

  /** kill -9 of the Node process and of the workerd below it. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    this.#child = undefined;
    const below = childrenOf(child.pid);
    const gone = once(child, 'exit');
    signal(child.pid, 'SIGKILL');
    for (const { pid } of below) signal(pid, 'SIGKILL');
    await gone;
  }

  /** Kills it and brings it up again, on the same port and with what is on its disk. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  memory(): Memory {
    return memoryOf(this.#workerdPid());
  }

  /** SIGSTOP and SIGCONT of workerd: a machine that stands still. */
  signalWorkerd(name: 'SIGSTOP' | 'SIGCONT'): void {
    signal(this.#workerdPid(), name);
  }

  async sendMessages(binding: 'Q_IMPORT' | 'Q_SCORE', bodies: readonly unknown[]): Promise<void> {
    for (let from = 0; from < bodies.length; from += MESSAGES_PER_CALL) {
      await this.#order(binding, bodies.slice(from, from + MESSAGES_PER_CALL));
    }
  }

  /** Fires the scheduled handler as Cloudflare's cron would, late or early where `at` says so. false: it failed, or nobody answered. */
  async fireCron(cron = MINUTELY, at = new Date()): Promise<boolean> {
    const query = new URLSearchParams({ cron, time: String(at.getTime()) });
    try {
      const answer = await fetch(`${this.origin}/cdn-cgi/local/scheduled?${query}`, {
        signal: AbortSignal.timeout(CRON_TIMEOUT_MS),
      });
      return (await answer.text()) === 'ok';
    } catch {
      return false;
    }
  }

  #workerdPid(): number {
    const pid = this.#child?.pid;
    const workerd =
      pid === undefined ? undefined : childrenOf(pid).find(({ name }) => name.startsWith('workerd'));
    if (!workerd) throw new Error('No workerd is running.');
    return workerd.pid;
  }

  async #order(binding: string, bodies: readonly unknown[]): Promise<void> {
    const child = this.#child;
    if (!child) throw new Error('The Worker is not running.');
    this.#orders += 1;
    const id = this.#orders;
    const done = new Promise<string | null>((resolve) => this.#waiting.set(id, resolve));
    child.send({ id, binding, bodies });
    const error = await done;
    if (error !== null) throw new Error(error);
  }

  #settle(message: unknown): void {
    const answer = DoneSchema.safeParse(message);
    if (!answer.success) return;
    this.#waiting.get(answer.data.id)?.(answer.data.error);
    this.#waiting.delete(answer.data.id);
  }

  #giveUpOrders(): void {
    for (const resolve of this.#waiting.values()) resolve('The Worker ended.');
    this.#waiting.clear();
  }
}
