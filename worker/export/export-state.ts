import { z } from 'zod';
import type { JobRow } from '../../db/queries/jobs.ts';
import { ArchiveStateSchema } from './archive.ts';

/** How far an export is, as its job's cursor. */
const StateSchema = z.object({
  archive: ArchiveStateSchema,
  /** Where the open file goes on. */
  after: z.string().nullable(),
  begunAt: z.iso.datetime(),
  /** How often the job had failed when this was begun. */
  failures: z.number().int(),
});
export type ExportState = z.infer<typeof StateSchema>;

/** null: nothing is written yet, or no code of this version has written it. */
export function readState(cursor: string | null): ExportState | null {
  if (cursor === null) return null;
  const read = StateSchema.safeParse(JSON.parse(cursor));
  return read.success ? read.data : null;
}

/** Where an export's file lies in R2. */
export function exportKey({ userId, id }: Pick<JobRow, 'userId' | 'id'>): string {
  return `exports/${userId}/${id}.zip`;
}
