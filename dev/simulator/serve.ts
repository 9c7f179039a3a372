import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readRequest, type SimRequest, type SimResponse, writeResponse } from './exchange.ts';
import type { Fault, Faults } from './faults.ts';
import { misbehave } from './misbehave.ts';
import type { RequestLog } from './request-log.ts';

/** What is one venue's own. */
export interface Simulated {
  faults: Faults;
  log: RequestLog;
  /** A test's hands, under /_sim; the venue has none of it. */
  control(request: SimRequest): SimResponse;
  /** Whose request it is, as far as that is known before it is answered. */
  holderOf(request: SimRequest): string | undefined;
  /** What the venue says, and to whom where only that tells. */
  answer(request: SimRequest): { response: SimResponse; account?: string };
  /** What it says where the simulator itself fails. */
  failure(status: number, message: string): SimResponse;
  /** Of a query this is kept out of the log. */
  secretParameters?: readonly string[];
  /** Of a request's headers these are kept in the log. */
  loggedHeaders?: readonly string[];
  /** A fault as this venue tells it. */
  inItsWords?(fault: Fault): Fault;
}

export interface ServedSimulator {
  url: string;
  stop(): Promise<void>;
}

/** One plain HTTP server on 127.0.0.1: faults come first, every request is logged when its answer has ended. */
export async function serveSimulator(venue: Simulated, port = 0): Promise<ServedSimulator> {
  const server = createServer((message, out) => {
    void serve(venue, message, out).catch((error: unknown) => {
      const status = error instanceof RangeError ? 413 : 500;
      writeResponse(out, venue.failure(status, error instanceof Error ? error.message : 'unknown'));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the simulator has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(venue: Simulated, message: IncomingMessage, out: ServerResponse): Promise<void> {
  const t = Date.now();
  const request = await readRequest(message);
  if (request.path.startsWith('/_sim')) {
    writeResponse(out, venue.control(request));
    return;
  }
  let account = venue.holderOf(request);
  out.once('close', () => {
    const { method, path } = request;
    const query = new URLSearchParams(request.query);
    for (const name of venue.secretParameters ?? []) query.delete(name);
    const status = out.writableEnded ? out.statusCode : 0;
    const entry = { t, ms: Date.now() - t, method, path, query, status, ...keptHeaders(venue, request) };
    venue.log.add(account === undefined ? entry : { ...entry, account });
  });
  const fault = venue.faults.take(request, account);
  const told = fault && (venue.inItsWords?.(fault) ?? fault);
  const behaviour = told
    ? await misbehave(told, request, out, venue.faults.cleared)
    : ({ kind: 'usual' } as const);
  if (behaviour.kind === 'gone') return;
  const answered = behaviour.kind === 'answer' ? { response: behaviour.response } : venue.answer(request);
  if ('account' in answered) account = answered.account;
  writeResponse(out, answered.response);
}

function keptHeaders(
  { loggedHeaders }: Simulated,
  { headers }: SimRequest,
): { headers?: Record<string, string> } {
  if (!loggedHeaders) return {};
  const kept = loggedHeaders.flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return { headers: Object.fromEntries(kept) };
}
