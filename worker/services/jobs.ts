import type { Job } from '../../contracts/jobs.ts';
import type { JobRow } from '../../db/queries/jobs.ts';

export function toJobDto(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    ...(row.error && { error: row.error }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
