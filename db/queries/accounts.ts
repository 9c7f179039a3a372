import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit, user } from '../schema/accounts.ts';
import { secondFactor } from '../schema/sign-in.ts';
import type { SecondFactorRow } from './second-factors.ts';
import { type NewSession, type Opened, openingSession } from './sessions.ts';

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
 * Opens a session of an account, as openSession. The account is made by it where there is none of this id: what is asked of the database is the same in
 * either case. `verifiedHash`: of the password of an account that is there. undefined: that is its hash no more, or another account of the address
 * than `newestId` is the newest by now, and nothing was done, since its password may be this one.
 */
export async function openAccount(
  db: Db,
  { id, email, passwordHash, timezone }: NewUser,
  { newestId, verifiedHash = passwordHash }: { newestId: string | null; verifiedHash: string | undefined },
  first: NewSession,
  replacedTokenHash: string,
  entry: NewAudit,
): Promise<Opened | undefined> {
  const [, , , , [ended], , [opened]] = await db.batch([
    // Who signs up twice at the same time gets one account.
    db.execute(sql`select pg_advisory_xact_lock(hashtext('sign-up'), hashtext(${email}))`),
    db.execute(sql`
      insert into "user" (id, email, password_hash, timezone) select ${id}, ${email}, ${passwordHash}, ${timezone}
      where (select max(id) from "user" where email = ${email}) is not distinct from ${newestId}::text
      on conflict do nothing`),
    ...openingSession(db, { id, passwordHash: verifiedHash }, first, replacedTokenHash, entry),
  ]);
  return opened && { ...opened, ended };
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

/** As addAudit, and nothing where no such account is. */
export async function addAuditIfKnown(db: Db, { id, action }: NewAudit, userId: string): Promise<void> {
  await db.execute(
    sql`insert into audit (id, user_id, action) select ${id}, id, ${action} from "user" where id = ${userId}`,
  );
}

export async function addAudit(db: Db, entry: NewAudit): Promise<void> {
  await db.insert(audit).values(entry);
}
