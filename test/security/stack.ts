import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { CROWD, CROWD_HEADER } from '../../dev/crowd.ts';
import { chooseFreePort } from '../../dev/postgres/port.ts';
import { makeScratchDir, type ScratchDir } from '../../dev/scratch-dir.ts';
import { readSettings } from '../../dev/settings.ts';
import type { Simulators } from '../../dev/simulators.ts';
import { startSurroundings, type WorkerVars } from '../../dev/stack.ts';
import { WorkerProcess } from '../faults/worker-process.ts';
import { parsedRows } from '../support/parsed-rows.ts';

export const PASSWORD = 'seven quiet otters at dusk';

export interface Member {
  client: TwinClient;
  userId: string;
  email: string;
  password: string;
}

const MailsSchema = z.object({ messages: z.array(z.object({ to: z.string(), text: z.string() })) });

let made = 0;

/** The production build with everything around it, spoken to from outside; and a look into its database and onto its disk. */
export class Stack {
  readonly #scratch: ScratchDir;
  readonly vars: WorkerVars;
  readonly simulators: Simulators;
  worker: WorkerProcess;
  readonly #port: number;
  readonly #pool: pg.Pool;
  readonly #stops: (() => Promise<void>)[];

  private constructor(parts: {
    scratch: ScratchDir;
    vars: WorkerVars;
    simulators: Simulators;
    port: number;
    stops: (() => Promise<void>)[];
  }) {
    this.#scratch = parts.scratch;
    this.vars = parts.vars;
    this.simulators = parts.simulators;
    this.#port = parts.port;
    this.#stops = parts.stops;
    this.#pool = new pg.Pool({ connectionString: parts.vars.DATABASE_URL, max: 4 });
    this.worker = new WorkerProcess({ port: parts.port, vars: parts.vars });
  }

  static async start(): Promise<Stack> {
    const scratch = makeScratchDir();
    const settings = readSettings({ ...CROWD, DATA_DIR: scratch.path });
    const surroundings = await startSurroundings(settings);
    if (!surroundings.simulators) throw new Error('The simulated brokers are missing.');
    const stack = new Stack({
      scratch,
      vars: surroundings.vars,
      simulators: surroundings.simulators,
      port: await chooseFreePort(),
      stops: [surroundings.stop],
    });
    await stack.worker.start(stack.disk);
    return stack;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where the Worker's Durable Objects and bucket lie. */
  get disk(): string {
    return join(this.#scratch.path, 'worker');
  }

  /** Brings the Worker up again with other secrets, over the same disk and database. */
  async restart(vars: Partial<WorkerVars>): Promise<void> {
    const { lines } = this.worker;
    await this.worker.kill();
    this.worker = new WorkerProcess({ port: this.#port, vars: { ...this.vars, ...vars } });
    this.worker.lines.push(...lines);
    await this.worker.start(this.disk);
  }

  async stop(): Promise<void> {
    await this.worker.kill();
    await this.#pool.end();
    for (const stop of this.#stops) await stop();
    this.#scratch.remove();
  }

  /** A browser that nobody is signed in with, at an address of its own. */
  visitor(): TwinClient {
    return new TwinClient(this.origin);
  }

  async member(): Promise<Member> {
    made += 1;
    const account = { email: `member-${made}-${Date.now()}@example.com`, password: PASSWORD };
    const client = this.visitor();
    await client.enter(account);
    const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
    return { client, userId: user.id, ...account };
  }

  /** The same person in another browser. */
  async again({ email, password }: Member): Promise<TwinClient> {
    const client = this.visitor();
    const answer = await client.post('/api/auth/login', { email, password });
    if (answer.status !== 200) throw new Error(`The log-in was answered with ${answer.status}.`);
    client.forgetCsrf();
    return client;
  }

  /** A member with trades, tags and a feed. */
  async trader(fills = 60): Promise<Member & { account: string }> {
    const member = await this.member();
    const account = `security-${made}`;
    this.simulators.coinbase.control.account(account, fills);
    await member.client.connectCoinbase(account);
    await member.client.untilScored(await member.client.importFills());
    return { ...member, account };
  }

  /** As the owner of the database: past the product, and past its row-level security. */
  rows<Schema extends z.ZodType>(
    schema: Schema,
    text: string,
    params?: unknown[],
  ): Promise<z.output<Schema>[]> {
    return parsedRows(this.#pool, schema, text, params);
  }

  async count(text: string, params: unknown[] = []): Promise<number> {
    const [row] = await this.rows(z.object({ count: z.coerce.number() }), text, params);
    return row?.count ?? 0;
  }

  async run(text: string, params: unknown[] = []): Promise<void> {
    await this.#pool.query(text, params);
  }

  /** Statements on one connection: a transaction, or a role that is taken on. Throws what Postgres throws, and leaves nothing. */
  async inTransaction(statements: readonly [text: string, params?: unknown[]][]): Promise<unknown[][]> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const answers: unknown[][] = [];
      for (const [text, params] of statements) answers.push((await client.query(text, params)).rows);
      return answers;
    } finally {
      await client.query('rollback').catch(() => {});
      client.release();
    }
  }

  /** A request as it stands, with no cookies and no headers but these. */
  async raw(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Response> {
    return fetch(this.origin + path, {
      method,
      headers: { [CROWD_HEADER]: `raw-${Math.random()}`, ...headers },
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
  }

  /** Every mail that was sent, the newest last. */
  async mails(): Promise<{ to: string; text: string }[]> {
    const answer = await fetch(this.simulators.mail.messagesUrl);
    return MailsSchema.parse(await answer.json()).messages;
  }

  /** Waits until it is so; false after the time. */
  async until(condition: () => Promise<boolean> | boolean, withinMs: number): Promise<boolean> {
    const deadline = Date.now() + withinMs;
    while (!(await condition())) {
      if (Date.now() > deadline) return false;
      await sleep(50);
    }
    return true;
  }
}
