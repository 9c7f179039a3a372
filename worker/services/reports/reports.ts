import type { z } from 'zod';
import type { Insights } from '../../../contracts/insights.ts';
import type { ReportQuerySchema, Stats } from '../../../contracts/stats.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { openPositions } from '../../../db/queries/reports.ts';
import { computeInsights } from '../../../domain/report/insights.ts';
import { positionOf } from '../../../domain/report/position.ts';
import { computeStats } from '../../../domain/report/stats.ts';
import type { Context } from '../../context.ts';
import { factsOf } from './report-facts.ts';
import { cutFacts, quoteOf } from './report-scope.ts';

/** The bootstrap draws the same samples for the same trades: an interval that flickers cannot be checked. */
const SEED = 20_190_101;

/** The periods that a trader looks at by turns. */
const MOST_SCOPES_KEPT = 8;

type Query = z.output<typeof ReportQuerySchema>;

export async function statsOf(ctx: Context, user: UserRow, query: Query): Promise<Stats> {
  const [all, positions] = await Promise.all([factsOf(ctx, user), openPositions(ctx.db, user.id)]);
  const { scope, currencies, facts, trips } = cutFacts(all, user, query);
  const figures = computeStats({ scope, facts, trips, riskPerTrade: user.riskPerTrade });
  const held = positions.filter(({ symbol }) => quoteOf(symbol) === scope.currency);
  return { ...figures, currencies, positions: held.map(positionOf) };
}

export async function insightsOf(ctx: Context, user: UserRow, query: Query): Promise<Insights> {
  const all = await factsOf(ctx, user);
  const { scope, currencies, facts } = cutFacts(all, user, query);
  const key = JSON.stringify(scope);
  const figures =
    all.insights.get(key) ?? computeInsights({ scope, facts, baseRates: all.rates, seed: SEED });
  if (all.insights.size >= MOST_SCOPES_KEPT) all.insights.clear();
  all.insights.set(key, figures);
  return { ...figures, currencies };
}
