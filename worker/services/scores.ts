import type { Broker } from '../../contracts/brokers.ts';
import { requestJob } from '../../db/queries/jobs.ts';
import { unscoredSymbols } from '../../db/queries/scores.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Context } from '../context.ts';
import { wake } from '../jobs/messages.ts';
import { sha256Hex } from '../security/hashes.ts';

/** Asks for a score job of each product that has fills without a reflection of this version. */
export async function requestScores(ctx: Context, userId: string, broker: Broker): Promise<void> {
  const symbols = await unscoredSymbols(ctx.db, userId, broker, RULES_VERSION);
  const jobs = await Promise.all(
    symbols.map((symbol) =>
      requestJob(ctx.db, {
        userId,
        kind: 'score',
        key: sha256Hex(JSON.stringify(['score', userId, broker, symbol])),
        params: { broker, symbol },
      }),
    ),
  );
  await wake(
    ctx.env,
    'score',
    jobs.filter(({ joined }) => !joined).map(({ id }) => id),
  );
}
