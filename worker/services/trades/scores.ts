import { requestJob } from '../../../db/queries/jobs.ts';
import { needsScoring } from '../../../db/queries/score-jobs.ts';
import { RULES_VERSION } from '../../../domain/bias/label-trade.ts';
import type { Context } from '../../context.ts';
import { wake } from '../../jobs/messages.ts';
import { sha256Hex } from '../../security/hashes.ts';

/** Asks for a trader's score job where there is something to say; `always` also where only thresholds may have moved. */
export async function requestScores(
  ctx: Context,
  userId: string,
  { always = false }: { always?: boolean } = {},
): Promise<void> {
  if (!always && !(await needsScoring(ctx.db, userId, RULES_VERSION))) return;
  const { id } = await requestJob(ctx.db, {
    userId,
    kind: 'score',
    key: sha256Hex(JSON.stringify(['score', userId])),
    params: {},
  });
  await wake(ctx.env, 'score', [id]);
}
