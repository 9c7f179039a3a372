import type { z } from 'zod';
import {
  DEFAULT_PERIOD_DAYS,
  type RuleSimulation,
  type RuleSimulationRequestSchema,
  RuleSimulationSchema,
} from '../../../contracts/rule-simulations.ts';
import { RuleSpecSchema } from '../../../contracts/rules.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { keepSimulation, keptSimulation } from '../../../db/queries/simulations.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import { orderFills } from '../../../domain/ledger/order-fills.ts';
import { simulateRule } from '../../../domain/simulate/simulate-rule.ts';
import { type AfterAnswer, type Context, contextOf, forUser } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { storedPlans } from '../candles/stored-plans.ts';
import { type RateLimited, takeToken } from '../rate-limits.ts';
import { factsOf } from '../reports/report-facts.ts';
import { endedLately, requestCandles } from '../simulations/simulation-jobs.ts';
import { loadTrader } from '../trades/trader.ts';
import { currencyOfPeriod } from './currency-of-period.ts';
import { ruledPast } from './ruled-past.ts';

/** Of what simulateRule makes: answers of an older one are reckoned anew. */
const VERSION = 1;
const DAY_MS = 24 * HOUR_MS;
/** The bootstrap draws the same samples for the same orders: an interval that flickers cannot be checked. */
const SEED = 20_190_101;
/** Of a product each. Read, a month takes some 100 kB: these are half of an isolate's memory, and each is up to seven of the ten thousand calls of an invocation. */
const MOST_MONTHS = 600;

type Request = z.output<typeof RuleSimulationRequestSchema>;
type Answer = Result<
  { simulation: RuleSimulation } | { jobId: string },
  RateLimited | { code: 'not_found' | 'simulation_too_large' }
>;

/**
 * A rule over a period. An answer that is kept and still of the same books and hour costs nothing; one that is reckoned, and a job for the candles that are
 * missing, cost a token each. What a job of a moment ago could not bring is left out and counted, and such an answer is not kept.
 */
export async function simulateRuleOver(
  ctx: Context,
  user: UserRow,
  request: Request,
  afterAnswer: AfterAnswer,
): Promise<Answer> {
  const rule = RuleSpecSchema.parse({ kind: request.kind, params: request.params });
  const nowMs = Math.floor(ctx.now().getTime() / HOUR_MS) * HOUR_MS;
  const toMs = request.to === undefined ? nowMs : Date.parse(request.to);
  const fromMs = request.from === undefined ? toMs - DEFAULT_PERIOD_DAYS * DAY_MS : Date.parse(request.from);
  const { from = null, to = null, currency = null } = request;
  const key = sha256Hex(JSON.stringify(['rule', rule, from, to, currency]));
  const madeOf = sha256Hex(
    JSON.stringify([VERSION, user.revision, user.inputs, user.timezone, user.matching, nowMs]),
  );
  const kept = await keptSimulation(ctx.db, user.id, key);
  const known = kept?.madeOf === madeOf ? RuleSimulationSchema.safeParse(kept.payload) : null;
  if (known?.success) return ok({ simulation: known.data });

  const { allowed, retryAfterS } = await takeToken(ctx, 'simulation', user.id);
  if (!allowed) return fail({ code: 'rate_limited', retryAfterS });
  // A whole history may take longer than a request's statements have.
  const patient = forUser(contextOf(ctx.env), user.id);
  const [loaded, { facts }] = await Promise.all([loadTrader(patient, user.id), factsOf(ctx, user)]);
  if (!loaded) return fail({ code: 'not_found' });
  const period = { fromMs, toMs, currency: currency ?? currencyOfPeriod(facts, fromMs, toMs) };
  const trader = { ...loaded.trader, fills: orderFills(loaded.rows) };
  const past = await ruledPast(patient, user, { rule, past: { trader, facts }, period });
  if (past.plans.reduce((sum, { months }) => sum + months.length, 0) > MOST_MONTHS)
    return fail({ code: 'simulation_too_large' });
  const { missing, orders } = await past.open(await storedPlans(ctx, past.plans));
  if (missing.length > 0 && !(await endedLately(ctx, user.id, missing)))
    return requestCandles(ctx, user.id, missing);

  const simulation: RuleSimulation = {
    ...simulateRule(rule, orders(ctx.now().getTime()), SEED),
    currency: period.currency,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  };
  if (missing.length === 0)
    afterAnswer(() => keepSimulation(ctx.db, user.id, { key, madeOf, payload: simulation }));
  return ok({ simulation });
}
