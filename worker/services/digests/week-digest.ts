import type { DigestPayload } from '../../../contracts/digests.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { insightsOfTrades, rulesUntil } from '../../../db/queries/digests.ts';
import { composeDigest, ordersOf, type WeekFacts } from '../../../domain/digest/compose-digest.ts';
import { findExtremes } from '../../../domain/digest/told-trades.ts';
import { type Week, weekBefore } from '../../../domain/history/local-week.ts';
import { isTrade } from '../../../domain/report/orders.ts';
import { readRuledOrders } from '../../../domain/report/ruled-orders.ts';
import type { Context } from '../../context.ts';
import { factsBetween, type ReportFacts } from '../reports/report-facts.ts';
import { cutFacts } from '../reports/report-scope.ts';
import type { KnownZone } from './zones.ts';

/** What there is to say of a trader's week. Three round trips, and of a long history two weeks are read, and what rules have said before. `ctx` is the user's. */
export async function digestOfWeek(
  ctx: Context,
  user: UserRow,
  { timezone, zone }: KnownZone,
  week: Week,
): Promise<DigestPayload> {
  const past = weekBefore(zone, week);
  const to = new Date(week.end);
  const [all, { fills, active }] = await Promise.all([
    factsBetween(ctx, user.id, { from: new Date(past.start), to }),
    rulesUntil(ctx.db, user.id, to),
  ]);
  const told = cutWeek(all, timezone, week, undefined);
  // A week without fills has no currency of its own to be compared in.
  const isEmpty = told.currencies.length === 0;
  const before = cutWeek(all, timezone, past, isEmpty ? undefined : told.scope.currency);
  const { best, worst } = findExtremes(ordersOf(told).filter(isTrade));
  const ids = [best, worst].flatMap((trade) => (trade ? [trade.id] : []));
  return composeDigest({
    week: isEmpty ? cutWeek(all, timezone, week, before.scope.currency) : told,
    before,
    riskPerTrade: user.riskPerTrade,
    ruled: readRuledOrders(fills),
    active: new Set(active),
    insights: await insightsOfTrades(ctx.db, user.id, ids),
  });
}

/** A week is told in the currency of most of its own fills. */
function cutWeek(
  all: Pick<ReportFacts, 'facts' | 'trips'>,
  timezone: string,
  { start, end }: Week,
  currency: string | undefined,
): WeekFacts {
  const [from, to] = [new Date(start).toISOString(), new Date(end).toISOString()];
  const facts = all.facts.filter(({ ts }) => ts >= start && ts < end);
  const { scope, ...cut } = cutFacts({ facts, trips: all.trips }, { timezone }, { from, to, currency });
  return { ...cut, scope: { ...scope, from: start, to: end } };
}
