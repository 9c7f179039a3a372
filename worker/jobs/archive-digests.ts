import { digestsBefore, dropDigest } from '../../db/queries/retention.ts';
import type { Context } from '../context.ts';
import { archiveDigest } from '../services/digests/digest-archive.ts';

const LIFE_MONTHS = 6;
/** An invocation may make ten thousand calls, and a digest takes two; in a week that is digests of sixty thousand users. */
const PER_RUN = 400;

/** Digests of more than half a year ago move to R2: killed between the two, one is written once more. `at` is the time that the cron was fired for. */
export async function archiveDigests(ctx: Context, at: Date): Promise<void> {
  const before = new Date(at);
  before.setUTCMonth(before.getUTCMonth() - LIFE_MONTHS);
  for (const row of await digestsBefore(ctx.db, before, PER_RUN)) {
    await archiveDigest(ctx.env.SNAPSHOTS, row);
    // It may be gone by then: taken by another run, or with its user, whose objects the day's retention takes.
    await dropDigest(ctx.db, row);
  }
}
