import { z } from 'zod';
import { fail, ok, type Result } from '../../result.ts';
import type { ActivityPage, BrokerFailure, Credentials } from '../port.ts';
import type { BinanceClient } from './client.ts';
import type { Cursor } from './cursor.ts';
import { isBadSymbol } from './failure.ts';
import { mapFill, symbolOf } from './map-fill.ts';
import { RowsSchema } from './schema.ts';

/** The most that Binance gives at a time. */
const LIMIT = 1_000;

const PlaceSchema = z.object({ id: z.int().min(0), time: z.int() });

type FillsCursor = Extract<Cursor, { stage: 'fills' }>;
export type Step = Omit<ActivityPage, 'nextCursor'> & { next: Cursor | null };

/**
 * The next fills of a product, oldest first. `startTime` alone begins with the oldest from there, and `fromId` goes on; the two are not allowed
 * together (-1128), and with an `endTime` a window may be of 24 hours only (-1127).
 */
export async function readFills(
  client: BinanceClient,
  { credentials, since, until }: { credentials: Credentials; since: Date; until: Date },
  cursor: FillsCursor,
): Promise<Result<Step, BrokerFailure>> {
  const [product = '', ...left] = cursor.products;
  const params = {
    symbol: symbolOf(product),
    ...(cursor.fromId === null ? { startTime: since.getTime() } : { fromId: cursor.fromId }),
    limit: LIMIT,
  };
  const step: Step = { fills: [], movements: [], rejected: [], next: nextProduct(left) };
  const answer = await client.account(credentials, '/api/v3/myTrades', params, RowsSchema);
  // One that was taken off the exchange since the reading began must not end it for ever.
  if (!answer.ok) return isBadSymbol(answer.failure) ? ok(step) : answer;

  const taken = takeWhole(answer.value);
  if (!taken.ok) return taken;
  const { rows, fromId } = taken.value;
  const now = new Date();
  let isPast = false;
  for (const row of rows) {
    const place = PlaceSchema.safeParse(row);
    if (place.success && place.data.time > until.getTime()) {
      isPast = true;
      continue;
    }
    const mapped = mapFill(row, product, now);
    if ('fill' in mapped) step.fills.push(mapped.fill);
    else step.rejected.push(mapped.rejected);
  }
  if (fromId !== null && !isPast) step.next = { ...cursor, fromId };
  return ok(step);
}

/**
 * What of an answer is taken now, and the id to go on with; null: there is no more. Both sides of a trade with oneself have one id: where a full page
 * ends with one side, the other would be skipped by going on with the next id, so that this side is left to the next page.
 */
function takeWhole(
  rows: readonly unknown[],
): Result<{ rows: readonly unknown[]; fromId: number | null }, BrokerFailure> {
  if (rows.length < LIMIT) return ok({ rows, fromId: null });
  const places = rows.map((row) => PlaceSchema.safeParse(row));
  const ids = places.flatMap((place) => (place.success ? [place.data.id] : []));
  const id = ids.at(-1);
  if (id === undefined) return fail({ kind: 'malformed', detail: 'A full page of fills holds no id.' });
  // An odd row at the end is no side of anything: it is rejected with the others of its page.
  const isSplit = places.at(-1)?.success === true && ids.at(-2) !== id;
  return ok(isSplit ? { rows: rows.slice(0, -1), fromId: id } : { rows, fromId: id + 1 });
}

function nextProduct(products: string[]): Cursor | null {
  return products.length === 0 ? null : { stage: 'fills', products, fromId: null };
}
