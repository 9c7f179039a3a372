import type { ExportDto } from '../../../contracts/privacy.ts';
import { addAudit } from '../../../db/queries/accounts.ts';
import { listExports } from '../../../db/queries/exports.ts';
import { findJob, type JobRequest, type JobRow, joinJob, requestJob } from '../../../db/queries/jobs.ts';
import type { Context } from '../../context.ts';
import { wake } from '../../jobs/messages.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { opensLink, signLink } from '../../security/signed-links.ts';
import { giveBackToken, type RateLimited, takeToken } from '../rate-limits.ts';
import { newAudit } from './audit.ts';

const LINK_LIFE_MS = 15 * 60_000;
const MOST_LISTED = 20;

/** Asks for everything that is kept of a user. One that is queued or running is joined, which costs nothing; one that begins costs a token. */
export async function requestExport(
  ctx: Context,
  userId: string,
): Promise<Result<{ jobId: string }, RateLimited>> {
  const wanted: JobRequest = {
    userId,
    kind: 'export',
    key: sha256Hex(JSON.stringify(['export', userId])),
    params: {},
    entry: { id: ctx.newId(), action: 'export.asked', meta: {} },
  };
  let jobId = await joinJob(ctx.db, wanted);
  if (jobId === undefined) {
    const { allowed, retryAfterS } = await takeToken(ctx, 'export', userId);
    if (!allowed) return fail({ code: 'rate_limited', retryAfterS });
    const { id, joined } = await requestJob(ctx.db, wanted);
    if (joined) await giveBackToken(ctx, 'export', userId);
    jobId = id;
  }
  await wake(ctx.env, 'export', [jobId]);
  return ok({ jobId });
}

/** With an address for each that has its file, good for a quarter of an hour. */
export async function exportsOf(ctx: Context, userId: string): Promise<ExportDto[]> {
  return (await listExports(ctx.db, userId, MOST_LISTED)).map((row) => toExportDto(ctx, row));
}

export interface ExportedFile {
  body: ReadableStream;
  bytes: number;
  /** When it was made. */
  at: Date;
}

/** The file behind an address. null: whatever is wrong with it, there is nothing to be seen. */
export async function openExport(
  ctx: Context,
  userId: string,
  jobId: string,
  given: { expires?: string | undefined; signature?: string | undefined },
): Promise<ExportedFile | null> {
  const { expires = '', signature = '' } = given;
  if (!opensLink(ctx.config.CSRF_SECRET, { userId, jobId, expires, signature }, ctx.now())) return null;
  const row = await findJob(ctx.db, userId, jobId);
  const kept = row && keptOf(ctx, row);
  const object = kept && (await ctx.env.SNAPSHOTS.get(kept.key));
  if (!row || !object) return null;
  await addAudit(ctx.db, newAudit(ctx, userId, 'export.downloaded'));
  return { body: object.body, bytes: object.size, at: row.createdAt };
}

function toExportDto(ctx: Context, row: JobRow): ExportDto {
  const kept = keptOf(ctx, row);
  return {
    id: row.id,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    ...(row.error && { error: row.error }),
    ...(kept && { bytes: kept.bytes, keptUntil: kept.expiresAt, ...addressOf(ctx, row) }),
  };
}

function addressOf(ctx: Context, { id, userId }: JobRow): { url: string; expiresAt: string } {
  const expires = Math.floor((ctx.now().getTime() + LINK_LIFE_MS) / 1000);
  const signature = signLink(ctx.config.CSRF_SECRET, { userId, jobId: id, expires });
  const query = new URLSearchParams({ expires: String(expires), signature });
  return {
    url: `/api/account/exports/${id}/file?${query}`,
    expiresAt: new Date(expires * 1000).toISOString(),
  };
}

/** Where the file lies; null: there is none, or it is over its time. */
function keptOf(ctx: Context, { kind, status, result }: JobRow) {
  if (kind !== 'export' || status !== 'done' || !result || !('key' in result)) return null;
  return Date.parse(result.expiresAt) > ctx.now().getTime() ? result : null;
}
