import type { z } from 'zod';
import {
  type Simulation,
  type SimulationRequestSchema,
  SimulationSchema,
} from '../../../contracts/simulations.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { keepSimulation, keptSimulation, simulationSources } from '../../../db/queries/simulations.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import { simulateTrade } from '../../../domain/simulate/simulate-trade.ts';
import type { AfterAnswer, Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { type RateLimited, takeToken } from '../rate-limits.ts';
import { isScored, rulesOfNow, type ScoredSources, specsOf, toSimulatedTrade } from './simulated-trade.ts';
import { openHours, type StoredHours, storedHours } from './simulation-candles.ts';
import { endedLately, type NoCandles, requestCandles } from './simulation-jobs.ts';

/** Of what simulateTrade makes: answers of an older one are reckoned anew. */
const VERSION = 2;
const DAY_MS = 24 * HOUR_MS;

type Code = 'not_found' | 'trade_not_read' | 'basis_unknown' | NoCandles;
type Answer = Result<{ simulation: Simulation } | { jobId: string }, RateLimited | { code: Code }>;
type Request = z.output<typeof SimulationRequestSchema>;

/**
 * What one trade would have come to. An answer that is kept and still made of the same costs nothing; one that is reckoned, and a job for the candles that
 * are not there yet, cost a token each. A job of a moment ago that did not bring them all is not asked for again: then what there is is the answer.
 */
export async function simulate(
  ctx: Context,
  user: UserRow,
  { tradeId, symbol, ...asked }: Request,
  afterAnswer: AfterAnswer,
): Promise<Answer> {
  const sources = await simulationSources(ctx.db, user.id, tradeId ? { tradeId } : { symbol: symbol ?? '' });
  if (!sources.trade) return fail({ code: 'not_found' });
  if (!isScored(sources)) return fail({ code: 'trade_not_read' });
  const { id, broker, ts } = sources.trade;
  const fromMs = ts.getTime();
  const wanted = {
    ...{ broker, symbol: sources.trade.symbol },
    ...{ fromMs, untilMs: fromMs + asked.horizonDays * DAY_MS },
  };
  const key = sha256Hex(JSON.stringify(['simple', id, asked.horizonDays, asked.waitPct]));
  const [stored, kept] = await Promise.all([storedHours(ctx, wanted), keptSimulation(ctx.db, user.id, key)]);

  const madeOf = madeOfWhat(sources, stored, user);
  const known = kept?.madeOf === madeOf ? SimulationSchema.safeParse(kept.payload) : null;
  if (stored.isRefused) return fail({ code: 'no_candles' });
  const lacking = stored.isWhole ? null : await endedLately(ctx, user.id, [stored.want]);
  if (!stored.isWhole && lacking === null) return requestCandles(ctx, user.id, [stored.want]);
  if (lacking !== null && stored.rows.length === 0) return fail({ code: lacking });
  if (known?.success) return ok({ simulation: known.data });

  const [{ allowed, retryAfterS }, opened] = await Promise.all([
    takeToken(ctx, 'simulation', user.id),
    openHours(ctx, stored, wanted),
  ]);
  if (!allowed) return fail({ code: 'rate_limited', retryAfterS });
  if (!opened) return requestCandles(ctx, user.id, [stored.want]);
  const rules = rulesOfNow(sources, {
    ...{ specs: specsOf(sources), market: opened.market, timezone: user.timezone },
  });
  const simulated = simulateTrade(toSimulatedTrade(sources), opened, asked, rules);
  if (!simulated.ok) {
    const { reason } = simulated;
    // No hour at all, though some are over: they cannot be had, or nothing was traded in them.
    const noHours = lacking ?? (stored.coveredUntil > fromMs ? 'no_candles' : reason);
    return fail({ code: reason === 'no_hour_closed' ? noHours : reason });
  }
  const snapshots = stored.rows.map(({ hash }) => hash);
  const simulation: Simulation = { tradeId: id, ...simulated.value, snapshots };
  afterAnswer(() => keepSimulation(ctx.db, user.id, { key, madeOf, payload: simulation }));
  return ok({ simulation });
}

/** Everything that an answer is made of but its question. */
function madeOfWhat(
  sources: ScoredSources,
  { rows, coveredUntil, before }: StoredHours,
  user: UserRow,
): string {
  const hashes = [before, ...rows].map((row) => row?.hash ?? null);
  return sha256Hex(JSON.stringify([VERSION, sources, hashes, coveredUntil, user.timezone]));
}
