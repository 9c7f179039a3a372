import { completeJob, heldJob, type JobRow } from '../../db/queries/jobs.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../problem.ts';
import { snapshotLoader } from '../services/candles/markets.ts';
import type { Lease } from './lease.ts';
import { type AttemptOutcome, outcomeOf } from './outcome.ts';
import { CandleWantsSchema } from './params.ts';

/**
 * Fetches and stores the candles that a simulation wants; its asker then asks again, and finds them. Several products are asked for one after the other: a
 * rule over a period has no hurry, and a Worker has six connections. Of a product that no source has nothing is stored, and if that was all the job has failed.
 */
export async function fetchForSimulation(ctx: Context, lease: Lease, row: JobRow): Promise<AttemptOutcome> {
  const { wants } = CandleWantsSchema.parse(row.params);
  const load = snapshotLoader(ctx);
  let found = 0;
  let outage: BrokerFailure | null = null;
  for (const { until, ...want } of wants) {
    const loaded = await load({ ...want, untilMs: Date.parse(until) });
    if (loaded.ok) found += 1;
    else if (loaded.failure.kind !== 'refused') outage ??= loaded.failure;
  }
  // Last, since a source that is away is no reason for others not to be asked.
  if (outage) return outcomeOf(outage);
  if (found === 0 && wants.length > 0)
    return { kind: 'failed', error: { code: 'no_candles', message: sentenceOf('no_candles') } };
  // Who asks meanwhile asks for the same, since the key names all of it.
  for (;;) {
    const held = await heldJob(ctx.db, lease.jobId, lease.owner);
    if (!held) return { kind: 'lost' };
    if (await completeJob(ctx.db, lease.jobId, lease.owner, held.requests)) return { kind: 'done' };
  }
}
