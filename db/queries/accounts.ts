import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit, session, user } from '../schema/accounts.ts';

export type UserRow = typeof user.$inferSelect;
export type NewUser = Pick<UserRow, 'id' | 'email' | 'passwordHash' | 'timezone'>;
export type NewSession = Omit<typeof session.$inferInsert, 'createdAt'>;
export type NewAudit = typeof audit.$inferInsert;

/** The session and the audit row are written in the same transaction or not at all. */
export async function createUser(db: Db, row: NewUser, first: NewSession, entry: NewAudit): Promise<UserRow> {
  const [[created]] = await db.batch([
    db.insert(user).values(row).returning(),
    db.insert(session).values(first),
    db.insert(audit).values(entry),
  ]);
  if (!created) throw new Error('The account was not returned by its own insert.');
  return created;
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(user).where(eq(user.email, email)).orderBy(user.id).limit(1);
  return row;
}

/**
 * Opens a session in place of the one that the browser brought (rotation), with its audit row, in one transaction.
 * Answers the session that ended by it.
 */
export async function openSession(
  db: Db,
  row: NewSession,
  replacedTokenHash: string,
  entry: NewAudit,
): Promise<{ id: string; userId: string } | undefined> {
  const [ended] = await db.batch([
    db
      .delete(session)
      .where(eq(session.tokenHash, replacedTokenHash))
      .returning({ id: session.id, userId: session.userId }),
    db.insert(session).values(row),
    db.insert(audit).values(entry),
  ]);
  return ended[0];
}

export async function findSession(db: Db, tokenHash: string, now: Date) {
  const [row] = await db
    .select({ session, user })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, now)));
  return row;
}

/** Whose session it is, and no more: when five hundred sockets come back at once, each column counts. */
export async function findSessionOwner(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ userId: string; sessionId: string } | undefined> {
  const { rows } = await db.execute<{ userId: string; sessionId: string }>(sql`
    select user_id as "userId", id as "sessionId" from session where token_hash = ${tokenHash} and expires_at > ${now.toISOString()}`);
  return rows[0];
}

export async function closeSession(
  db: Db,
  userId: string,
  sessionId: string,
  entry: NewAudit,
): Promise<void> {
  await db.batch([
    db.delete(session).where(and(eq(session.id, sessionId), eq(session.userId, userId))),
    db.insert(audit).values(entry),
  ]);
}

export async function addAudit(db: Db, entry: NewAudit): Promise<void> {
  await db.insert(audit).values(entry);
}
