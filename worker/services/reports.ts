import type { z } from 'zod';
import type { Insights } from '../../contracts/insights.ts';
import type { ReportQuerySchema, Stats } from '../../contracts/stats.ts';
import type { UserRow } from '../../db/queries/accounts.ts';
import { type FactRow, type ReportRows, reportRows } from '../../db/queries/reports.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { computeInsights } from '../../domain/report/insights.ts';
import { positionOf } from '../../domain/report/position.ts';
import type { ReportFact, ReportScope } from '../../domain/report/report-fact.ts';
import { computeStats } from '../../domain/report/stats.ts';
import type { Context } from '../context.ts';

/** Of a trader without trades, whose currency nobody knows. */
const NO_CURRENCY = 'USD';
/** The bootstrap draws the same samples for the same trades: an interval that flickers cannot be checked. */
const SEED = 20_190_101;

type Query = z.output<typeof ReportQuerySchema>;

export async function statsOf(ctx: Context, user: UserRow, query: Query): Promise<Stats> {
  const { rows, scope, facts } = await read(ctx, user, query);
  const figures = computeStats({ scope, facts, trips: rows.trips, riskPerTrade: user.riskPerTrade });
  return { ...figures, currencies: rows.currencies, positions: rows.positions.map(positionOf) };
}

export async function insightsOf(ctx: Context, user: UserRow, query: Query): Promise<Insights> {
  const { rows, scope, facts } = await read(ctx, user, query);
  const figures = computeInsights({ scope, facts, baseRates: rows.rates, seed: SEED });
  return { ...figures, currencies: rows.currencies };
}

async function read(
  ctx: Context,
  user: UserRow,
  { from, to, currency }: Query,
): Promise<{ rows: ReportRows; scope: ReportScope; facts: ReportFact[] }> {
  const rows = await reportRows(ctx.db, { userId: user.id, currency, from, to }, RULES_VERSION);
  const scope: ReportScope = {
    currency: rows.currency ?? NO_CURRENCY,
    timezone: user.timezone,
    from: from === undefined ? null : Date.parse(from),
    to: to === undefined ? null : Date.parse(to),
  };
  return { rows, scope, facts: rows.facts.map(toFact) };
}

function toFact([
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
  unknownProceeds,
  lotPnl,
  lotEntryValue,
  labels,
  peers,
]: FactRow): ReportFact {
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
    unknownProceeds,
    lotPnl,
    lotEntryValue,
    labels,
    peers,
  };
}
