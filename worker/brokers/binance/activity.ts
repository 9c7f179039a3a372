import { fail, ok, type Result } from '../../result.ts';
import type { ActivityPage, BrokerFailure, Credentials } from '../port.ts';
import type { BinanceClient } from './client.ts';
import { type Cursor, formatCursor, HISTORIES, parseCursor } from './cursor.ts';
import { readFills, type Step } from './fills.ts';
import { afterWindow, beginning, type HistoryCursor, SOURCES, windowAt } from './histories.ts';
import { listedProducts } from './listed-products.ts';
import { tradedProducts } from './products.ts';
import { AccountSchema } from './schema.ts';

interface ActivityRequest {
  credentials: Credentials;
  since: Date;
  until: Date;
  cursor: string | null;
}

/** Binance opened in July 2017: nothing older is worth a window. */
const OPENED_MS = Date.UTC(2017, 6, 1);
/** A page that found nothing yet looks on: most windows and products of an account are empty. The look-up of products takes four requests, others one. */
const STEPS_PER_PAGE = 3;
/** A page that holds so much is one, and may hold a thousand more. */
const FULL_PAGE = 500;

/** What happened in an account, a page at a time; `Cursor` tells in which order. */
export async function readActivity(
  client: BinanceClient,
  request: ActivityRequest,
): Promise<Result<ActivityPage, BrokerFailure>> {
  const since = new Date(Math.max(request.since.getTime(), OPENED_MS));
  const until = request.until;
  const stands =
    request.cursor === null ? beginning(HISTORIES[0], since.getTime(), []) : parseCursor(request.cursor);
  if (stands === null) return fail({ kind: 'malformed', detail: 'The cursor cannot be read.' });

  // Before Binance opened nothing happened there.
  const isOver = until < since;
  const page: ActivityPage = { fills: [], movements: [], rejected: [], nextCursor: null };
  let next: Cursor | null = isOver ? null : stands;
  for (let steps = 0; next !== null && steps < STEPS_PER_PAGE && sizeOf(page) < FULL_PAGE; steps += 1) {
    const step = await take(client, { ...request, since, until }, next);
    if (!step.ok) {
      // What was read before is kept; the next page begins with what went wrong.
      if (steps === 0) return step;
      break;
    }
    page.fills.push(...step.value.fills);
    page.movements.push(...step.value.movements);
    page.rejected.push(...step.value.rejected);
    next = step.value.next;
  }
  return ok({ ...page, nextCursor: next && formatCursor(next) });
}

function take(
  client: BinanceClient,
  request: ActivityRequest,
  cursor: Cursor,
): Promise<Result<Step, BrokerFailure>> {
  switch (cursor.stage) {
    case 'history':
      return readWindow(client, request, cursor);
    case 'products':
      return findProducts(client, request, cursor.assets);
    case 'fills':
      return readFills(client, request, cursor);
  }
}

async function readWindow(
  client: BinanceClient,
  { credentials, since, until }: ActivityRequest,
  cursor: HistoryCursor,
): Promise<Result<Step, BrokerFailure>> {
  const { path, params, answer: schema, map } = SOURCES[cursor.history];
  const window = windowAt(cursor, until.getTime());
  const range = { startTime: window.fromMs, endTime: window.toMs };
  const answer = await client.account(credentials, path, { ...range, ...params }, schema);
  if (!answer.ok) return answer;

  const { rows, isCut } = answer.value;
  const isReadAgain = isCut && window.toMs > window.fromMs;
  const now = new Date();
  const mapped = isReadAgain ? [] : rows.map((row) => map(row, now));
  const assets = new Set([...cursor.assets, ...mapped.flatMap((row) => row.assets)]);
  return ok({
    fills: [],
    // Windows reach back for what came late; what had come before is not asked for.
    movements: mapped.flatMap((row) => row.movements).filter(({ ts }) => Date.parse(ts) >= since.getTime()),
    rejected: mapped.flatMap((row) => row.rejected),
    next: afterWindow(cursor, window, isCut, {
      sinceMs: since.getTime(),
      untilMs: until.getTime(),
      assets: [...assets].sort(),
    }),
  });
}

/** Of what the trader has now and of what the histories named. */
async function findProducts(
  client: BinanceClient,
  { credentials }: ActivityRequest,
  named: readonly string[],
): Promise<Result<Step, BrokerFailure>> {
  const account = await client.account(
    credentials,
    '/api/v3/account',
    { omitZeroBalances: 'true' },
    AccountSchema,
  );
  if (!account.ok) return account;
  const listed = await listedProducts(client);
  if (!listed.ok) return listed;
  const assets = [...named, ...account.value.balances.map(({ asset }) => asset)];
  const products = tradedProducts(listed.value, assets);
  return ok({
    fills: [],
    movements: [],
    rejected: [],
    next: products.length === 0 ? null : { stage: 'fills', products, fromId: null },
  });
}

function sizeOf({ fills, movements, rejected }: ActivityPage): number {
  return fills.length + movements.length + rejected.length;
}
