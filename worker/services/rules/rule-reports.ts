import type { Label } from '../../../contracts/labels.ts';
import type {
  RuleEffect,
  RuleSuggestion,
  RuleSuggestions,
  RulesResponse,
} from '../../../contracts/rule-reports.ts';
import type { Rule, RuleKind } from '../../../contracts/rules.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { ownRules } from '../../../db/queries/rules.ts';
import { openZone } from '../../../domain/history/local-time.ts';
import { notEnough } from '../../../domain/report/measures.ts';
import { readOrderResults } from '../../../domain/report/order-results.ts';
import { type RuledOrder, readRuledOrders } from '../../../domain/report/ruled-orders.ts';
import { type Adherence, adherenceOf, sinceDay } from '../../../domain/rules/adherence.ts';
import { measureEffect } from '../../../domain/rules/measure-effect.ts';
import { FEWEST_TAGGED, patternsOf, suggestRules } from '../../../domain/rules/suggest-rules.ts';
import type { Context } from '../../context.ts';
import { factsOf } from '../reports/report-facts.ts';
import { insightsOf } from '../reports/reports.ts';
import { thresholdsOf } from '../settings.ts';
import { currencyOfPeriod } from './currency-of-period.ts';
import { heldPast } from './held-past.ts';
import { toRules, toSpec } from './rule-rows.ts';

const DAY_MS = 24 * 3_600_000;
const DAYS_SHOWN = 84;
const MOST_LATELY = 5;
/** Before a rule was adopted, and of what suggestions are made. */
const PERIOD_DAYS = 90;

const NOTHING: Adherence = { kept: 0, broken: 0, days: [], streak: { current: 0, longest: 0 } };

/** The trader's rules, how they were kept in the last twelve weeks, and what broke them lately. */
export async function rulesOf(ctx: Context, user: UserRow): Promise<RulesResponse> {
  const [rows, { facts }] = await Promise.all([ownRules(ctx.db, user.id), factsOf(ctx, user)]);
  const rules = toRules(rows);
  const orders = readRuledOrders(facts);
  const { dayOf, dayNumberOf } = openZone(user.timezone);
  const now = ctx.now().getTime();
  const firstDay = new Date((dayNumberOf(now) - DAYS_SHOWN + 1) * DAY_MS).toISOString().slice(0, 10);

  const active = new Set(rules.flatMap((rule) => (rule.active ? [rule.kind] : [])));
  const { rules: each, together } = adherenceOf(orders, {
    timezone: user.timezone,
    from: null,
    to: null,
    kinds: rules.map(({ kind }) => kind),
    together: [...active],
  });
  return {
    timezone: user.timezone,
    firstDay,
    lastDay: dayOf(now),
    rules: rules.map((rule) => ({
      ...rule,
      adherence: sinceDay(each.find(({ kind }) => kind === rule.kind) ?? NOTHING, firstDay),
    })),
    together: active.size > 0 ? sinceDay(together, firstDay) : null,
    lately: brokenLately(orders, active).filter(({ ts }) => dayOf(Date.parse(ts)) >= firstDay),
  };
}

/** The newest orders that broke a rule of these kinds, the newest first. */
function brokenLately(orders: readonly RuledOrder[], kinds: ReadonlySet<RuleKind>): RulesResponse['lately'] {
  const lately: RulesResponse['lately'] = [];
  for (const { orderId, ts, symbol, side, checks } of orders.toReversed()) {
    const broken = checks.filter(({ kind, verdict }) => verdict === 'broken' && kinds.has(kind));
    if (broken.length > 0) lately.push({ orderId, ts: new Date(ts).toISOString(), symbol, side, broken });
    if (lately.length === MOST_LATELY) break;
  }
  return lately;
}

/** What came of orders before and after each active rule became what it is. */
export async function effectsOf(ctx: Context, user: UserRow): Promise<RuleEffect[]> {
  const [rows, { facts }] = await Promise.all([ownRules(ctx.db, user.id), factsOf(ctx, user)]);
  const rules = activeOf(toRules(rows));
  const starts = rules.map(({ since }) => Date.parse(since) - PERIOD_DAYS * DAY_MS);
  const held = await heldPast(ctx, user, { rules: rules.map(toSpec), since: Math.min(...starts) });
  const results = readOrderResults(facts);
  const orders = held.map(({ orderId, ts, side, checks }) => ({
    ts,
    side,
    checks,
    result: results.get(orderId)?.result ?? null,
  }));
  return rules.map(({ kind, since }) => {
    const from = Date.parse(since) - PERIOD_DAYS * DAY_MS;
    const inPeriod = orders.filter(({ ts }) => ts >= from);
    return {
      kind,
      from: new Date(from).toISOString(),
      since,
      ...measureEffect(kind, inPeriod, Date.parse(since)),
    };
  });
}

/** Rules that would have caught what the trader's patterns of the last 90 days are made of. */
export async function suggestionsOf(ctx: Context, user: UserRow): Promise<RuleSuggestions> {
  const now = ctx.now().getTime();
  // From the full hour, so that the same question within it has the same answer, and finds it kept.
  const since = Math.floor(now / 3_600_000) * 3_600_000 - PERIOD_DAYS * DAY_MS;
  const from = new Date(since).toISOString();
  const [rows, { facts }, { thresholds }] = await Promise.all([
    ownRules(ctx.db, user.id),
    factsOf(ctx, user),
    thresholdsOf(ctx, user.id),
  ]);
  const { biasCosts, currency } = await insightsOf(ctx, user, {
    from,
    currency: currencyOfPeriod(facts, since, now),
  });
  const active = activeOf(toRules(rows)).map(toSpec);
  const orders = [...readOrderResults(facts).values()].filter(({ ts }) => ts >= since);
  const fomo = thresholds.find(({ label, name }) => label === 'FOMO' && name === 'pct_change_24h_before');
  const past = {
    orders,
    fomoThreshold: fomo?.inForce ?? 0,
    usualPerDay: orders.length / daysOf(orders, now),
  };
  const patterns = patternsOf(past, active);
  const held = await heldPast(ctx, user, { rules: patterns.map(({ rule }) => rule), since });
  const suggested = suggestRules(patterns, {
    orders,
    held: new Map(held.map(({ orderId, checks }) => [orderId, checks])),
    active,
  });
  const costOf = (label: Label) =>
    biasCosts.find((cost) => cost.label === label)?.cost ??
    notEnough('not enough orders with it yet', 0, FEWEST_TAGGED);
  return {
    from,
    minimum: FEWEST_TAGGED,
    suggestions: suggested
      .map((suggestion) => ({ ...suggestion, cost: costOf(suggestion.label), currency }))
      .sort((a, b) => resultOf(a) - resultOf(b)),
  };
}

function resultOf({ cost }: RuleSuggestion): number {
  return cost.known ? Number(cost.value) : 0;
}

/** Since the first of them: who began lately has traded on fewer days. */
function daysOf(orders: readonly { ts: number }[], now: number): number {
  const first = orders.reduce((least, { ts }) => Math.min(least, ts), now);
  return Math.max(1, Math.ceil((now - first) / DAY_MS));
}

function activeOf(rules: readonly Rule[]): Rule[] {
  return rules.filter(({ active }) => active);
}
