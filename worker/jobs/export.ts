import type { ExportResult } from '../../contracts/jobs.ts';
import { endExport, saveExportState } from '../../db/queries/exports.ts';
import { findJob, type JobRow } from '../../db/queries/jobs.ts';
import { type Context, newEventKey } from '../context.ts';
import { Archive, NO_ARCHIVE } from '../export/archive.ts';
import { dropExport } from '../export/drop-export.ts';
import type { ExportFile } from '../export/export-file.ts';
import { type ExportState, exportKey, readState } from '../export/export-state.ts';
import { listFiles } from '../export/list-files.ts';
import { deleteObjects } from '../services/objects.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import type { AttemptOutcome } from './outcome.ts';
import { relayNow } from './relay.ts';

/** How long the file of an export is kept. */
export const EXPORT_LIFE_MS = 7 * 24 * 3_600_000;

/** Of one claim: an invocation may make ten thousand calls and reckon for thirty seconds, and a page of a megabyte takes two calls and 50 ms. */
const PAGES_PER_CLAIM = 80;
/** Exports of one isolate share its memory, so that they go one after the other. One that was not heard of for so long was ended with its invocation. */
const LOST_AFTER_MS = 30_000;
const BUSY_WAIT_MS = 5_000;

let underWay: { heardAt: number } | null = null;

/**
 * Writes everything that is kept of a user into one archive. It is cut into claims: each goes on where the last one paused, and one that was killed is
 * done again from there. After a failure it begins anew, since nobody knows what became of a part. `pages`: of one claim.
 */
export async function exportUser(
  ctx: Context,
  lease: Lease,
  row: JobRow,
  pages = PAGES_PER_CLAIM,
): Promise<AttemptOutcome> {
  if (underWay && Date.now() - underWay.heardAt < LOST_AFTER_MS) {
    const isHeld = await saveExportState(ctx.db, lease, row.cursor, LEASE_MS);
    return isHeld ? { kind: 'wait', error: null, afterMs: BUSY_WAIT_MS } : { kind: 'lost' };
  }
  const mine = { heardAt: Date.now() };
  underWay = mine;
  try {
    return await writeOn(ctx, lease, row, pages, mine);
  } finally {
    if (underWay === mine) underWay = null;
  }
}

async function writeOn(
  ctx: Context,
  lease: Lease,
  row: JobRow,
  pages: number,
  alive: { heardAt: number },
): Promise<AttemptOutcome> {
  const stood = await standOf(ctx, lease, row);
  if (!stood) return lost(ctx, row, null);
  const save = (state: ExportState) => saveExportState(ctx.db, lease, JSON.stringify(state), LEASE_MS);
  const archive = await Archive.open(ctx.env.SNAPSHOTS, exportKey(row), stood.archive, async (uploadId) => {
    const upload = { ...stood.archive.upload, uploadId };
    await save({ ...stood, archive: { ...stood.archive, upload } });
  });
  let { after } = stood;
  let left = pages;
  for (const file of await filesLeft(ctx, lease, archive, stood)) {
    do {
      if (left === 0) {
        const paused = await archive.pause(`${exportKey(row)}.rest-${ctx.newId()}`);
        const isHeld = await save({ ...stood, archive: paused, after });
        return isHeld ? { kind: 'wait', error: null, afterMs: 0 } : lost(ctx, row, archive);
      }
      const { text, next } = await file.page(after);
      await archive.add(file.name, text);
      if (archive.isTooLarge) return TOO_LARGE;
      after = next;
      left -= 1;
      alive.heardAt = Date.now();
    } while (after !== null);
    await archive.endFile();
  }
  const bytes = await archive.finish();
  const key = exportKey(row);
  const result: ExportResult = {
    key,
    bytes,
    expiresAt: new Date(ctx.now().getTime() + EXPORT_LIFE_MS).toISOString(),
  };
  const waiting = await endExport(ctx.db, lease, result, newEventKey(ctx));
  if (waiting === undefined) return lost(ctx, row, archive);
  await deleteObjects(ctx.env.SNAPSHOTS, `${key}.rest-`);
  await relayNow(ctx, lease.userId, waiting);
  return { kind: 'done' };
}

/** null: the lease was lost. */
async function standOf(ctx: Context, lease: Lease, row: JobRow): Promise<ExportState | null> {
  const kept = readState(row.cursor);
  if (kept?.failures === row.attempts) return kept;
  await dropExport(ctx, row);
  const isHeld = await saveExportState(ctx.db, lease, null, LEASE_MS);
  if (!isHeld) return null;
  return { archive: NO_ARCHIVE, after: null, begunAt: ctx.now().toISOString(), failures: row.attempts };
}

/** The file that is open comes first. One that is not there any more, since a newer version knows nothing of it, has the export begin anew. */
async function filesLeft(
  ctx: Context,
  { userId }: Lease,
  archive: Archive,
  { begunAt }: ExportState,
): Promise<ExportFile[]> {
  const files = await listFiles(ctx, userId, new Date(begunAt));
  const isOpen = ({ name }: ExportFile) => name === archive.openName;
  if (archive.openName !== null && !files.some(isOpen))
    throw new Error(`There is no ${archive.openName} any more.`);
  const left = files.filter(({ name }) => !archive.names.has(name));
  return [...left.filter(isOpen), ...left.filter((file) => !isOpen(file))];
}

/** Another worker goes on with it, unless the account is being deleted: then nothing that was written meanwhile may stay. */
async function lost(ctx: Context, row: JobRow, archive: Archive | null): Promise<AttemptOutcome> {
  const now = await findJob(ctx.db, row.userId, row.id);
  if (now === undefined || now.status === 'dead' || now.status === 'failed') {
    await archive?.abandon();
    await dropExport(ctx, row);
  }
  return { kind: 'lost' };
}

const TOO_LARGE: AttemptOutcome = {
  kind: 'failed',
  error: {
    code: 'export_too_large',
    message:
      'There is more than one archive can hold (4 GiB a file). Write to us, and you get it another way.',
  },
};
