import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit } from '../schema/accounts.ts';

export type AuditRow = typeof audit.$inferSelect;

/** Written so that the chain's own index is walked, which holds the entries of nobody too. */
const chainOf = (userId: string): SQL => sql`coalesce(${audit.userId}, '') = ${userId}`;

/** A user's entries before that one, the newest first: in the order of the chain, since ids are made before their entry waits for its turn. */
export async function listAudit(
  db: Db,
  userId: string,
  before: string | undefined,
  limit: number,
): Promise<AuditRow[]> {
  const isOlder =
    before === undefined
      ? sql`true`
      : sql`${audit.seq} < (select a.seq from audit a where a.id = ${before} and a.user_id = ${userId})`;
  return db
    .select()
    .from(audit)
    .where(sql`${chainOf(userId)} and ${isOlder}`)
    .orderBy(sql`${audit.seq} desc`)
    .limit(limit);
}

/** Entries that do not follow the one before them, or are not what was written; see migrations/0005. */
export async function auditBreaks(db: Db): Promise<{ user_id: string | null; id: string; seq: string }[]> {
  const { rows } = await db.execute<{ user_id: string | null; id: string; seq: string }>(
    sql`select user_id, id, seq::text from audit_breaks()`,
  );
  return rows;
}
