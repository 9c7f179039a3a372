import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** `before`: the statement has not been sent to Postgres. `after`: it was executed, and its answer has not gone back. */
export type Moment = 'before' | 'after';

export interface Hold {
  /** Resolves when so many statements are held. Rejects where they are not within two minutes. */
  caught(count?: number): Promise<void>;
  /** How many are held now. */
  count(): number;
  /** Lets what is held go on, and holds no more. */
  release(): void;
  /** Breaks the connections of what is held, and holds no more. */
  reset(): void;
}

interface Rule {
  matches(statement: string): boolean;
  moment: Moment;
  held: { statement: string; go(how: 'on' | 'reset'): void }[];
  changed: (() => void)[];
}

const STATEMENTS_KEPT = 2_000;
/** Where nothing is held after so long, no statement is called so any more. */
const CATCH_PATIENCE_MS = 120_000;

/**
 * Stands between the Worker and Neon's protocol and sees every statement: it can hold one before it is executed or after, which is
 * where the product is killed 'between commit and append', break its connection, or make all of them slow.
 */
export class DatabaseEdge {
  /** Every statement takes this much longer. */
  delayMs = 0;
  /** Statements since the beginning. */
  count = 0;
  /** The newest statements, for the evidence. */
  readonly statements: { at: number; text: string }[] = [];
  readonly #target: { host: string; port: number };
  readonly #agent = new Agent({ keepAlive: true });
  readonly #rules = new Set<Rule>();
  readonly #watched: { pattern: RegExp; parameter: string; times: number[] }[] = [];
  readonly #server = createServer((incoming, outgoing) => {
    void this.#pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  #host = '';

  private constructor(proxyHost: string) {
    const { hostname, port } = new URL(`http://${proxyHost}`);
    this.#target = { host: hostname, port: Number(port) };
  }

  static async start(proxyHost: string): Promise<DatabaseEdge> {
    const edge = new DatabaseEdge(proxyHost);
    edge.#server.keepAliveTimeout = 60_000;
    edge.#server.listen(0, '127.0.0.1');
    await once(edge.#server, 'listening');
    const address = edge.#server.address();
    if (!address || typeof address === 'string') throw new Error('The database edge has no port.');
    edge.#host = `127.0.0.1:${address.port}`;
    return edge;
  }

  get host(): string {
    return this.#host;
  }

  /** Holds the statements that match, all of them until it is released. */
  hold(pattern: RegExp, moment: Moment): Hold {
    return this.#add(String(pattern), (statement) => pattern.test(statement), moment);
  }

  /** Holds the nth statement from now on, whatever it is, and all that come after it. */
  holdNth(n: number, moment: Moment): Hold {
    let left = n;
    return this.#add(
      `the ${n}th`,
      () => {
        left -= 1;
        return left <= 0;
      },
      moment,
    );
  }

  /** Notes when statements came that match and have `parameter` among their parameters. The answer grows with them. */
  watch(pattern: RegExp, parameter: string): readonly number[] {
    const times: number[] = [];
    this.#watched.push({ pattern, parameter: JSON.stringify(parameter), times });
    return times;
  }

  /** Forgets all rules; what is held goes on. */
  clear(): void {
    this.delayMs = 0;
    this.#watched.length = 0;
    for (const rule of this.#rules) this.#drop(rule, 'on');
  }

  async stop(): Promise<void> {
    this.clear();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await closed;
  }

  #add(name: string, matches: (statement: string) => boolean, moment: Moment): Hold {
    const rule: Rule = { matches, moment, held: [], changed: [] };
    this.#rules.add(rule);
    return {
      caught: async (count = 1) => {
        const late = sleep(CATCH_PATIENCE_MS, 'late', { ref: false });
        while (rule.held.length < count) {
          const change = new Promise<void>((resolve) => rule.changed.push(resolve));
          if ((await Promise.race([change, late])) === 'late')
            throw new Error(`${rule.held.length} of ${count} statements were held that match ${name}.`);
        }
      },
      count: () => rule.held.length,
      release: () => this.#drop(rule, 'on'),
      reset: () => this.#drop(rule, 'reset'),
    };
  }

  #drop(rule: Rule, how: 'on' | 'reset'): void {
    this.#rules.delete(rule);
    for (const { go } of rule.held.splice(0)) go(how);
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const statement = statementOf(body);
    this.count += 1;
    this.statements.push({ at: Date.now(), text: statement.slice(0, 200) });
    if (this.statements.length > STATEMENTS_KEPT) this.statements.splice(0, STATEMENTS_KEPT / 2);
    for (const { pattern, parameter, times } of this.#watched)
      if (pattern.test(statement) && body.includes(parameter)) times.push(Date.now());
    const rule = [...this.#rules].find(({ matches }) => matches(statement));
    if (this.delayMs > 0) await sleep(this.delayMs);
    if (rule?.moment === 'before' && !(await this.#wait(rule, statement, incoming))) return;
    const answer = await this.#forward(incoming, outgoing, body);
    if (!answer) return;
    if (rule?.moment === 'after' && !(await this.#wait(rule, statement, incoming))) return;
    if (outgoing.destroyed) return;
    outgoing.writeHead(answer.status, { 'content-type': answer.type, 'content-length': answer.body.length });
    outgoing.end(answer.body);
  }

  /** false: the caller is gone, or was cut off. */
  async #wait(rule: Rule, statement: string, incoming: IncomingMessage): Promise<boolean> {
    if (!this.#rules.has(rule)) return true;
    const how = await new Promise<'on' | 'reset'>((resolve) => {
      rule.held.push({ statement, go: resolve });
      for (const tell of rule.changed.splice(0)) tell();
    });
    if (how === 'reset') incoming.socket.resetAndDestroy();
    return !incoming.socket.destroyed;
  }

  /** As Neon's edge, it ends the query of a caller that hung up. undefined: there is nothing to answer. */
  async #forward(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer) {
    const headers = { ...incoming.headers, host: `${this.#target.host}:${this.#target.port}` };
    const request = send({
      ...this.#target,
      agent: this.#agent,
      path: incoming.url,
      method: incoming.method,
      headers,
    });
    const onGone = () => request.destroy();
    outgoing.once('close', onGone);
    try {
      request.end(body);
      const [response]: IncomingMessage[] = await once(request, 'response');
      if (!response) return undefined;
      return {
        status: response.statusCode ?? 502,
        type: response.headers['content-type'] ?? 'application/json',
        body: await bodyOf(response),
      };
    } catch {
      incoming.socket.destroy();
      return undefined;
    } finally {
      outgoing.off('close', onGone);
    }
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What each transaction begins with: see db/neon-fetch.ts. */
const TAKES_ROLE = /^select set_config\('role'/;

/** The SQL of a request of Neon's driver; of a transaction, all its statements but the one that takes on the role. */
function statementOf(body: Buffer): string {
  const text = body.toString('utf8');
  if (!text.startsWith('{')) return '';
  const { query, queries } = JSON.parse(text);
  const all: { query: string }[] = queries ?? [{ query }];
  return all
    .map((one) => one.query)
    .filter((query) => !TAKES_ROLE.test(query))
    .join(';\n');
}
