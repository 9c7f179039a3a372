import { type JobRequest, joinJob, requestJob } from '../../../db/queries/jobs.ts';
import { runEndedWithin } from '../../../db/queries/simulations.ts';
import type { Context } from '../../context.ts';
import { wake } from '../../jobs/messages.ts';
import type { CandleWants } from '../../jobs/params.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { giveBackToken, type RateLimited, takeToken } from '../rate-limits.ts';

type Wants = CandleWants['wants'];

/** Why there are none: no source has the product, or none that may have it answers. */
export type NoCandles = 'no_candles' | 'no_hour_closed' | 'broker_unavailable';

/** A job that did not bring all that was wanted is not worth another one so soon. */
const LATELY_MS = 60_000;

/** Asks for candles. A job for the same that is queued or running is joined, which costs nothing; one that begins costs a token. */
export async function requestCandles(
  ctx: Context,
  userId: string,
  wants: Wants,
): Promise<Result<{ jobId: string }, RateLimited>> {
  const wanted: JobRequest = { userId, kind: 'simulate', key: keyOf(userId, wants), params: { wants } };
  let jobId = await joinJob(ctx.db, wanted);
  if (jobId === undefined) {
    const { allowed, retryAfterS } = await takeToken(ctx, 'simulation', userId);
    if (!allowed) return fail({ code: 'rate_limited', retryAfterS });
    const { id, joined } = await requestJob(ctx.db, wanted);
    if (joined) await giveBackToken(ctx, 'simulation', userId);
    jobId = id;
  }
  await wake(ctx.env, 'simulate', [jobId]);
  return ok({ jobId });
}

/** Whether a job for these candles has ended a moment ago: then what is not there cannot be had, for the reason that is answered. */
export async function endedLately(ctx: Context, userId: string, wants: Wants): Promise<NoCandles | null> {
  const run = await runEndedWithin(ctx.db, userId, keyOf(userId, wants), LATELY_MS);
  if (!run) return null;
  return run.status === 'done' || run.error?.code === 'no_candles' ? 'no_candles' : 'broker_unavailable';
}

function keyOf(userId: string, wants: Wants): string {
  return sha256Hex(JSON.stringify(['simulate', userId, wants]));
}
