import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Pool, PoolClient } from 'pg';
import { type BatchOptions, runBatch, runOne, type SqlRequest } from './execute.ts';
import { connectionFailed, endsSession, problemOf, SqlProblem } from './problem.ts';
import { parseSqlRequest, readBody } from './request.ts';
import { credentialsIn } from './target.ts';

interface Pools {
  for(credentials: { user: string; password: string; database: string }): Pool;
}

/** Answers one request of the HTTP driver; never throws, whatever the caller or Postgres does. */
export async function answerSql(
  pools: Pools,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const path = request.url?.split('?', 1)[0];
    if (path === '/healthz') return reply(response, 200, { status: 'ok' });
    if (path !== '/sql')
      throw new SqlProblem(404, { message: 'not found: this proxy serves POST /sql and WebSocket /v2' });
    if (request.method !== 'POST') throw new SqlProblem(405, { message: 'use POST' });
    const credentials = credentialsIn(header(request.headers, 'neon-connection-string') ?? '');
    if (!credentials)
      throw new SqlProblem(400, { message: 'Neon-Connection-String is missing or malformed' });
    const sql = parseSqlRequest(await readBody(request));
    const answer = await execute(pools.for(credentials), sql, request.headers, response);
    reply(response, 200, answer);
  } catch (error) {
    const problem = problemOf(error);
    reply(response, problem.status, problem.body);
  }
}

async function execute(pool: Pool, sql: SqlRequest, headers: IncomingHttpHeaders, response: ServerResponse) {
  const arrayMode = header(headers, 'neon-array-mode') === 'true';
  const client = await pool.connect().catch((error: unknown) => {
    throw connectionFailed(error);
  });
  const guard = cancelWhenCallerLeaves(pool, client, response);
  let broken = false;
  try {
    if (!('queries' in sql)) return await runOne(client, sql, arrayMode);
    return { results: await runBatch(client, sql.queries, arrayMode, batchOptions(headers)) };
  } catch (error) {
    broken = endsSession(error);
    throw error;
  } finally {
    await guard.done();
    // Left inside a transaction, or about to be closed: such a connection must not serve the next caller.
    client.release(broken || client.getTransactionStatus() !== 'I');
  }
}

/** As Neon does: a caller that hung up no longer wants its query, which must not go on holding locks. */
function cancelWhenCallerLeaves(pool: Pool, client: PoolClient, response: ServerResponse) {
  let cancelling: Promise<unknown> | undefined;
  const pid = (client as PoolClient & { processID?: number | null }).processID;
  const onClose = () => {
    cancelling = pool.query('select pg_cancel_backend($1)', [pid]).catch(() => {});
  };
  response.once('close', onClose);
  return {
    async done() {
      response.off('close', onClose);
      await cancelling;
    },
  };
}

function batchOptions(headers: IncomingHttpHeaders): BatchOptions {
  const isolation = header(headers, 'neon-batch-isolation-level');
  return {
    ...(isolation === undefined ? {} : { isolation }),
    readOnly: header(headers, 'neon-batch-read-only') === 'true',
    deferrable: header(headers, 'neon-batch-deferrable') === 'true',
  };
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const bytes = Buffer.from(JSON.stringify(body));
  // A body left unread would otherwise be taken for the next request on this connection.
  if (!response.req.complete) response.setHeader('connection', 'close');
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
    .end(bytes);
}
