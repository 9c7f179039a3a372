import type { Job, Rejection } from '../../contracts/jobs.ts';
import { findJob, type JobRow, listRejections } from '../../db/queries/jobs.ts';
import type { Context } from '../context.ts';

const REJECTIONS_PER_PAGE = 200;

export async function oneJob(ctx: Context, userId: string, id: string): Promise<Job | null> {
  const row = await findJob(ctx.db, userId, id);
  return row ? toJobDto(row) : null;
}

/** What a job took for no fill, in the order of its reading. null: no such job. */
export async function pageOfRejections(
  ctx: Context,
  userId: string,
  jobId: string,
  cursor: string | undefined,
): Promise<{ rejections: Rejection[]; cursor: string | null } | null> {
  if (!(await findJob(ctx.db, userId, jobId))) return null;
  const rows = await listRejections(ctx.db, userId, jobId, cursor ?? '', REJECTIONS_PER_PAGE + 1);
  const page = rows.slice(0, REJECTIONS_PER_PAGE);
  return {
    rejections: page.map(({ line, extId, reason }) => ({
      ...(line !== null && { line }),
      ...(extId !== null && { extId }),
      reason,
    })),
    cursor: rows.length > REJECTIONS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

export function toJobDto(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    ...(row.params.dryRun === true && { dryRun: true }),
    ...(row.error && { error: row.error }),
    ...(row.result && 'trades' in row.result && { result: row.result }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
