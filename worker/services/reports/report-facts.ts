import type { Decimal } from '../../../contracts/decimal.ts';
import type { Insights } from '../../../contracts/insights.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { type FactRow, type ReportRows, reportRows } from '../../../db/queries/reports.ts';
import { meetsFomo } from '../../../domain/bias/base-rate.ts';
import { RULES_VERSION } from '../../../domain/bias/label-trade.ts';
import type { BaseRate, ReportFact, SoldPart, TripFact } from '../../../domain/report/report-fact.ts';
import { sumOf, toDecimal, toUnits } from '../../../domain/report/units.ts';
import { type Context, contextOf, forUser } from '../../context.ts';
import { SizedCache } from '../../sized-cache.ts';

/** All that a trader's reports are made of. */
export interface ReportFacts {
  facts: readonly ReportFact[];
  trips: readonly (TripFact & { symbol: string })[];
  rates: readonly BaseRate[];
  /** What was worked out of them lately, by scope. */
  insights: Map<string, Omit<Insights, 'currencies'>>;
}

/** Of some 500 bytes each: the cache stays within a tenth of a Worker's memory. */
const MOST_FACTS_KEPT = 25_000;

const kept = new SizedCache<{ revision: number; read: ReportFacts }>(MOST_FACTS_KEPT);

/**
 * Reads a trader's facts, or takes those that this isolate read before, as long as the trader's books are of the same revision: every
 * transaction that changes what was derived of a trade raises it, and the session brings it with each request.
 */
export async function factsOf(ctx: Context, { id, revision }: UserRow): Promise<ReportFacts> {
  const known = kept.get(id);
  if (known?.revision === revision) return known.read;
  const read = await readFacts(ctx, id);
  kept.set(id, { revision, read }, read.facts.length + 1);
  return read;
}

async function readFacts(ctx: Context, userId: string): Promise<ReportFacts> {
  const rows = await reportRows(forUser(contextOf(ctx.env), userId).db, userId, RULES_VERSION);
  return { ...readRows(rows), rates: rows.rates, insights: new Map() };
}

const UNSOLD: readonly SoldPart[] = [];

/** What a report of that time is made of, and nothing else of a long history; kept by nobody. `ctx` is the user's. */
export async function factsBetween(
  ctx: Context,
  userId: string,
  period: { from: Date; to: Date },
): Promise<Pick<ReportFacts, 'facts' | 'trips'>> {
  return readRows(await reportRows(ctx.db, userId, RULES_VERSION, period));
}

function readRows({ facts, lots, trips }: ReportRows): Pick<ReportFacts, 'facts' | 'trips'> {
  const orderOf = new Map(facts.map(([id, , orderId]) => [id, orderId]));
  const byBuy = new Map<string, SoldPart[]>();
  for (const [buyId, sale, pnl, entryValue] of lots) {
    // A sale outside the period is in no report of it: nothing is asked of its order.
    const part = { saleId: orderOf.get(sale) ?? sale, pnl, entryValue };
    const parts = byBuy.get(buyId);
    if (parts) parts.push(part);
    else byBuy.set(buyId, [part]);
  }
  return { facts: facts.map((row) => toFact(row, byBuy.get(row[0]) ?? UNSOLD)), trips };
}

function toFact(row: FactRow, soldBy: readonly SoldPart[]): ReportFact {
  const [
    ,
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
    remembered,
    rules,
    matchedQty,
    venueSeq,
  ] = row;
  return {
    id,
    orderId,
    symbol,
    side,
    ts,
    venueSeq,
    value,
    fee,
    basis,
    pnl,
    gross,
    entryValue,
    heldHours,
    matchedQty,
    unknownProceeds: unknown,
    lotPnl: totalOf(soldBy.map((part) => part.pnl)),
    lotEntryValue: totalOf(soldBy.map((part) => part.entryValue)),
    soldBy,
    labels,
    meetsFomo: remembered && meetsFomo({ ...remembered, fee_price: undefined }),
    peers,
    rules,
  };
}

/** null: of nothing. */
function totalOf(amounts: readonly Decimal[]): Decimal | null {
  const [only, ...others] = amounts;
  if (only === undefined || others.length === 0) return only ?? null;
  return toDecimal(sumOf(amounts.map(toUnits)));
}
