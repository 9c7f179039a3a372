import type { AuditEntry } from '../../../contracts/privacy.ts';
import { auditBreaks, listAudit } from '../../../db/queries/audit.ts';
import type { Context } from '../../context.ts';
import { logError } from '../../log.ts';

/** What happened to an account, the newest first. */
export async function auditOf(
  ctx: Context,
  userId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ entries: AuditEntry[]; cursor: string | null }> {
  const rows = await listAudit(ctx.db, userId, cursor, limit + 1);
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ id, action, meta, createdAt }) => ({
      id,
      action,
      meta,
      createdAt: createdAt.toISOString(),
    })),
    cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Nothing in the product changes an entry or takes one out: somebody who owns the database did. */
export async function watchAudit(ctx: Context): Promise<void> {
  for (const { user_id, id, seq } of await auditBreaks(ctx.db)) {
    logError({ audit: id, seq, userId: user_id }, new Error('The audit log is broken at this entry.'));
  }
}
