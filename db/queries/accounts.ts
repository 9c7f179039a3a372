import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit, session, user } from '../schema/accounts.ts';
import { secondFactor } from '../schema/sign-in.ts';
import type { SecondFactorRow } from './second-factors.ts';
import type { NewSession } from './sessions.ts';

export type UserRow = typeof user.$inferSelect;
export type NewUser = Pick<UserRow, 'id' | 'email' | 'passwordHash' | 'timezone'>;
export type NewAudit = typeof audit.$inferInsert;

/** An account as who signs in meets it. */
export interface Account {
  user: UserRow;
  /** null: the password is enough. */
  factor: SecondFactorRow | null;
}

/**
 * The account, its first session in place of the one that the browser brought, and the audit row are written in the same transaction or not at all.
 * Answers the session that ended by it.
 */
export async function createUser(
  db: Db,
  row: NewUser,
  first: NewSession,
  replacedTokenHash: string,
  entry: NewAudit,
): Promise<{ user: UserRow; ended: { id: string; userId: string } | undefined }> {
  const [ended, [created]] = await db.batch([
    db
      .delete(session)
      .where(eq(session.tokenHash, replacedTokenHash))
      .returning({ id: session.id, userId: session.userId }),
    db.insert(user).values(row).returning(),
    db.insert(session).values(first),
    db.insert(audit).values(entry),
  ]);
  if (!created) throw new Error('The account was not returned by its own insert.');
  return { user: created, ended: ended[0] };
}

/** The oldest account of an address and the newest, in this order; one where there is one (decision 26). Two look-ups in an index, however many there are. */
export async function accountsByEmail(db: Db, email: string): Promise<Account[]> {
  return db
    .select({ user, factor: secondFactor })
    .from(user)
    .leftJoin(secondFactor, and(eq(secondFactor.userId, user.id), isNotNull(secondFactor.confirmedAt)))
    .where(
      sql`${user.id} in ((select min(id) from "user" where email = ${email}), (select max(id) from "user" where email = ${email}))`,
    )
    .orderBy(user.id);
}

export async function addAudit(db: Db, entry: NewAudit): Promise<void> {
  await db.insert(audit).values(entry);
}
