import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { candleFetch, candleSnapshot } from '../schema/market.ts';
import { inForce, type SnapshotRow } from './snapshots.ts';

/** Months of one source's product. */
export interface FetchedMonths {
  source: string;
  symbol: string;
  granularity: '1h';
  /** YYYY-MM, sorted. */
  months: readonly string[];
}

/** Who fetches a month. A holder that is not live has failed, or was killed. */
export interface Holder {
  month: string;
  owner: string;
  isLive: boolean;
  failure: unknown;
}

/** What is stored of the months by now, and who is fetching the others. */
export async function watchFetch(
  db: Db,
  wanted: FetchedMonths,
): Promise<{ rows: SnapshotRow[]; holders: Holder[] }> {
  const [rows, holders] = await db.batch([inForce(db, isOf(wanted.source), wanted), holdersOf(db, wanted)]);
  return { rows, holders };
}

/**
 * Takes months that nobody holds any more; with `evenIfHeld` from whoever holds them. Answers which, who
 * holds the others, and what is stored of the months `around`: somebody may
 * have stored one between the last look and the claim. Rows are locked in the order of months, so that two claims never wait for each other.
 */
export async function claimFetch(
  db: Db,
  wanted: FetchedMonths,
  claim: { owner: string; leaseMs: number; evenIfHeld: boolean },
  around: readonly string[],
): Promise<{ claimed: string[]; rows: SnapshotRow[]; holders: Holder[] }> {
  const { source, symbol, months } = wanted;
  const [{ rows: claimed }, rows, holders] = await db.batch([
    db.execute<{ month: string }>(sql`
      insert into candle_fetch (source, symbol, month, owner, lease_until)
      select ${source}, ${symbol}, month, ${claim.owner}, now() + ${claim.leaseMs} * interval '1 millisecond'
      from jsonb_array_elements_text(${JSON.stringify([...months].sort())}::jsonb) as wanted (month)
      on conflict (source, symbol, month) do update
        set owner = excluded.owner, lease_until = excluded.lease_until, failure = null
        where candle_fetch.lease_until <= now() or ${claim.evenIfHeld}::boolean
      returning month`),
    inForce(db, isOf(source), { ...wanted, months: around }),
    holdersOf(db, wanted),
  ]);
  return { claimed: claimed.map(({ month }) => month), rows, holders };
}

/** Ends a claim whose months are stored. */
export async function releaseFetch(db: Db, wanted: FetchedMonths, owner: string): Promise<void> {
  await db.delete(candleFetch).where(ownedBy(wanted, owner));
}

/** Ends a claim that brought nothing, with the reason for those who wait. Whoever comes later asks anew. */
export async function failFetch(
  db: Db,
  wanted: FetchedMonths,
  owner: string,
  failure: object,
): Promise<void> {
  await db.update(candleFetch).set({ failure, leaseUntil: sql`now()` }).where(ownedBy(wanted, owner));
}

function holdersOf(db: Db, wanted: FetchedMonths) {
  return db
    .select({
      month: candleFetch.month,
      owner: candleFetch.owner,
      isLive: sql<boolean>`${candleFetch.leaseUntil} > now()`,
      failure: candleFetch.failure,
    })
    .from(candleFetch)
    .where(ofMonths(wanted));
}

function ofMonths({ source, symbol, months }: FetchedMonths) {
  return and(
    eq(candleFetch.source, source),
    eq(candleFetch.symbol, symbol),
    inArray(candleFetch.month, [...months]),
  );
}

function ownedBy(wanted: FetchedMonths, owner: string) {
  return and(ofMonths(wanted), eq(candleFetch.owner, owner));
}

function isOf(source: string) {
  return sql`${candleSnapshot.source} = ${source}`;
}
