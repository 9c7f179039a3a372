import { z } from 'zod';
import { CLAIMS_JOB } from './statements.ts';
import type { World } from './world.ts';

const IdSchema = z.object({ id: z.string() });

/**
 * While the queue's consumer is at work it is handed nothing else. A message of an import that has ended keeps it busy, until all that `ask`
 * asks for lies behind it; that comes as one batch then.
 */
export async function handOverTogether<Asked>(world: World, ask: () => Promise<Asked>): Promise<Asked> {
  const [ended] = await world.database.rows(
    IdSchema,
    `select id from job where kind = 'import' and status = 'done' limit 1`,
  );
  if (!ended) throw new Error('No import has ended.');
  const gate = world.edge.hold(CLAIMS_JOB, 'before');
  await world.worker.sendMessages('Q_IMPORT', [{ jobId: ended.id }]);
  await gate.caught();
  const asked = await ask();
  gate.release();
  return asked;
}
