import type { Insights } from '../../contracts/insights.ts';
import type { UserRow } from '../../db/queries/accounts.ts';
import { type FactRow, type LotRow, reportRows } from '../../db/queries/reports.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { BaseRate, ReportFact, TripFact } from '../../domain/report/report-fact.ts';
import type { Context } from '../context.ts';

/** All that a trader's reports are made of. */
export interface ReportFacts {
  facts: readonly ReportFact[];
  trips: readonly (TripFact & { symbol: string })[];
  rates: readonly BaseRate[];
  /** What was worked out of them so far, by scope. */
  insights: Map<string, Omit<Insights, 'currencies'>>;
}

/** Of some 500 bytes each: the cache stays within a tenth of a Worker's memory. */
const MOST_FACTS_KEPT = 25_000;

const kept = new Map<string, { revision: number; read: Promise<ReportFacts> }>();

/**
 * Reads a trader's facts, or takes those that this isolate read before, as long as the trader's books are of the same revision: every
 * transaction that changes what was derived of a trade raises it, and the session brings it with each request.
 */
export async function factsOf(ctx: Context, user: UserRow): Promise<ReportFacts> {
  const known = kept.get(user.id);
  if (known?.revision === user.revision) return known.read;
  kept.delete(user.id);
  const read = readFacts(ctx, user.id);
  kept.set(user.id, { revision: user.revision, read });
  read.catch(() => kept.delete(user.id));
  const { facts } = await read;
  if (facts.length > MOST_FACTS_KEPT) kept.delete(user.id);
  else await forgetOldest();
  return read;
}

async function forgetOldest(): Promise<void> {
  const sizes = await Promise.all(
    [...kept].map(async ([id, { read }]) => [id, (await read).facts.length] as const),
  );
  let all = sizes.reduce((sum, [, size]) => sum + size, 0);
  for (const [id, size] of sizes) {
    if (all <= MOST_FACTS_KEPT) return;
    kept.delete(id);
    all -= size;
  }
}

async function readFacts(ctx: Context, userId: string): Promise<ReportFacts> {
  const { facts, lots, trips, rates } = await reportRows(ctx.db, userId, RULES_VERSION);
  const byBuy = new Map(lots.map((lot) => [lot[0], lot]));
  return { facts: facts.map((row) => toFact(row, byBuy.get(row[0]))), trips, rates, insights: new Map() };
}

function toFact(row: FactRow, lot: LotRow | undefined): ReportFact {
  const [
    id,
    orderId,
    symbol,
    side,
    ts,
    value,
    fee,
    basis,
    pnl,
    gross,
    entryValue,
    heldHours,
    unknown,
    labels,
    peers,
  ] = row;
  return {
    id,
    orderId,
    symbol,
    side,
    ts,
    value,
    fee,
    basis,
    pnl,
    gross,
    entryValue,
    heldHours,
    unknownProceeds: unknown,
    lotPnl: lot?.[1] ?? null,
    lotEntryValue: lot?.[2] ?? null,
    labels,
    peers,
  };
}
