import { type ConnectionRow, findConnection } from '../../db/queries/connections.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../problem.ts';
import { brokerOf } from '../services/connections/brokers.ts';
import { credentialsOf, markRevoked, renewedCredentialsOf } from '../services/connections/credentials.ts';
import { covering, windowLeft } from './import-window.ts';
import type { Lease } from './lease.ts';
import { type AttemptOutcome, outcomeOf } from './outcome.ts';
import { type BrokerImport, isOf } from './params.ts';
import { END, storePage } from './store-pages.ts';

/** Ids of the venue's own. */
const API = 'api';
/** Of one import, however often it was interrupted. At 250 fills a page, half a million fills: beyond that something is wrong with the paging. */
const MAX_PAGES = 2_000;
/** Of one claim: an invocation of five imports may make ten thousand calls, and a page takes fourteen (eight at Binance, and what stores it). */
const PAGES_PER_CLAIM = 12;
/** The broker has just given this token: that it takes none is a trouble of the broker's, and the permission stands. */
const NEW_TOKEN_REFUSED = {
  kind: 'unavailable',
  retryAfterMs: null,
  detail: 'a new token is refused',
} as const;

/** Whether nothing is left of what is wanted by now. */
export function isRead(params: BrokerImport, cursor: string | null): boolean {
  return cursor === END && windowLeft(params) === null;
}

/**
 * Reads a window page by page. Killed anywhere, it goes on with the page after the last that was stored, in the window that this page belongs to;
 * what requests have widened it to meanwhile comes afterwards.
 */
export async function importFromBroker(
  ctx: Context,
  lease: Lease,
  params: BrokerImport,
  stood: { cursor: string | null; pages: number },
): Promise<AttemptOutcome> {
  const { broker, covered } = params;
  const fromCursor = stood.cursor === END ? null : stood.cursor;
  const window = (fromCursor !== null && params.reading) || windowLeft(params);
  if (!window) return { kind: 'done' };
  const adapter = brokerOf(ctx, broker);
  const connection = await findConnection(ctx.db, lease.userId, broker);
  if (!adapter || !connection) return failed('broker_not_connected');
  if (!isOf(params, connection)) return failed('broker_revoked');
  if (connection.status !== 'active') {
    return failed(connection.status === 'paused' ? 'broker_paused' : 'broker_revoked');
  }
  const opened = await credentialsOf(ctx, adapter, connection);
  if (!opened.ok) return lostAccess(ctx, connection, opened.failure);

  const seen = new Set(fromCursor === null ? [] : [fromCursor]);
  let credentials = opened.value;
  let refreshed = false;
  let cursor = fromCursor;
  for (let pages = 0; pages < PAGES_PER_CLAIM; pages += 1) {
    if (stood.pages + pages >= MAX_PAGES) return failed('broker_answer_malformed');
    const page = await adapter.fetchActivity({
      credentials,
      since: new Date(window.since),
      until: new Date(window.until),
      cursor,
    });
    if (!page.ok && page.failure.kind === 'unauthorized' && !refreshed) {
      // The broker may end an access token before its time; the permission has ended only when a refresh is refused too.
      refreshed = true;
      const again = await renewedCredentialsOf(ctx, adapter, connection);
      if (!again.ok) return lostAccess(ctx, connection, again.failure);
      credentials = again.value;
      continue;
    }
    if (!page.ok) return outcomeOf(page.failure.kind === 'unauthorized' ? NEW_TOKEN_REFUSED : page.failure);
    const { fills, movements, rejected, nextCursor } = page.value;
    if (nextCursor !== null && seen.has(nextCursor)) return failed('broker_answer_malformed');
    if (nextCursor !== null) seen.add(nextCursor);
    const isLast = nextCursor === null;
    const stands = { reading: window, ...(isLast && { covered: covering(covered, window) }) };
    const stored = await storePage(
      ctx,
      lease,
      { broker, source: API },
      {
        fills,
        movements,
        rejected,
        cursor: nextCursor ?? END,
        params: stands,
      },
    );
    if (!stored) return { kind: 'lost' };
    if (isLast) return { kind: 'done' };
    cursor = nextCursor;
    const ended = await endOf(ctx, connection);
    if (ended) return failed(ended);
  }
  return { kind: 'wait', error: null, afterMs: 0 };
}

/** A trader who pauses, ends or renews the connection stops the import at the next page. */
async function endOf(ctx: Context, begun: ConnectionRow): Promise<'broker_paused' | 'broker_revoked' | null> {
  const now = await findConnection(ctx.db, begun.userId, begun.broker);
  if (now?.id !== begun.id || now.status === 'revoked') return 'broker_revoked';
  return now.status === 'paused' ? 'broker_paused' : null;
}

async function lostAccess(
  ctx: Context,
  connection: ConnectionRow,
  failure: BrokerFailure,
): Promise<AttemptOutcome> {
  if (failure.kind !== 'unauthorized') return outcomeOf(failure);
  // A broker may refuse a key for a while and take it again; a grant that ended does not come back.
  if (connection.auth === 'api_key') return failed('api_key_invalid');
  await markRevoked(ctx, connection, 'broker');
  return outcomeOf(failure);
}

function failed(
  code:
    | 'broker_not_connected'
    | 'broker_paused'
    | 'broker_revoked'
    | 'broker_answer_malformed'
    | 'api_key_invalid',
): AttemptOutcome {
  return { kind: 'failed', error: { code, message: sentenceOf(code) } };
}
