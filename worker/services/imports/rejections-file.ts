import { findJob, listRejections } from '../../../db/queries/jobs.ts';
import type { Context } from '../../context.ts';
import { csvLine, textCell } from '../../export/csv.ts';

const ROWS_PER_READ = 1_000;

/** All that a job took for no fill as CSV, read from the database as fast as it is taken. null: no such job. */
export async function rejectionsFile(
  ctx: Context,
  userId: string,
  jobId: string,
): Promise<ReadableStream<Uint8Array> | null> {
  if (!(await findJob(ctx.db, userId, jobId))) return null;
  const encoder = new TextEncoder();
  let cursor = '';
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(csvLine(['line', 'id', 'reason'])));
    },
    async pull(controller) {
      const rows = await listRejections(ctx.db, userId, jobId, cursor, ROWS_PER_READ);
      const lines = rows.map(({ line, extId, reason }) =>
        csvLine([String(line ?? ''), extId === null ? '' : textCell(extId), textCell(reason)]),
      );
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.join('')));
      cursor = rows.at(-1)?.id ?? cursor;
      if (rows.length < ROWS_PER_READ) controller.close();
    },
  });
}
