import type { JobRow } from '../../db/queries/jobs.ts';
import type { Context } from '../context.ts';
import { deleteObjects } from '../services/objects.ts';
import { exportKey, readState } from './export-state.ts';
import { abortUpload } from './part-upload.ts';

/** Ends what an export has begun to write in R2, as far as its job's cursor tells. */
export async function dropExport(ctx: Context, row: Pick<JobRow, 'id' | 'userId' | 'cursor'>): Promise<void> {
  const state = readState(row.cursor);
  if (state) await abortUpload(ctx.env.SNAPSHOTS, exportKey(row), state.archive.upload.uploadId);
  await deleteObjects(ctx.env.SNAPSHOTS, exportKey(row));
}
