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
 * Opens a session of an account in place of the one that the browser brought, with its audit row, in one transaction. The account is made by it where
 * there is none of this id: what is asked of the database is the same in either case. Answers the account, and the session that ended; undefined: another
 * account of the address than `newestId` is the newest by now, and nothing was done, since its password may be this one.
 */
export async function openAccount(
  db: Db,
  { id, email, passwordHash, timezone }: NewUser,
  newestId: string | null,
  first: NewSession,
  replacedTokenHash: string,
  entry: NewAudit,
): Promise<{ user: UserRow; ended: { id: string; userId: string } | undefined } | undefined> {
  const [, , ended, , , [opened]] = await db.batch([
    // Who signs up twice at the same time gets one account.
    db.execute(sql`select pg_advisory_xact_lock(hashtext('sign-up'), hashtext(${email}))`),
    db.execute(sql`
      insert into "user" (id, email, password_hash, timezone) select ${id}, ${email}, ${passwordHash}, ${timezone}
      where (select max(id) from "user" where email = ${email}) is not distinct from ${newestId}::text
      on conflict do nothing`),
    db
      .delete(session)
      .where(
        and(eq(session.tokenHash, replacedTokenHash), sql`exists (select from "user" u where u.id = ${id})`),
      )
      .returning({ id: session.id, userId: session.userId }),
    db.execute(sql`
      insert into session (id, user_id, token_hash, expires_at, device, ip_hash, ua_hash)
      select ${first.id}, id, ${first.tokenHash}, ${first.expiresAt.toISOString()}::timestamptz, ${first.device}, ${first.ipHash}, ${first.uaHash}
      from "user" where id = ${id}`),
    db.execute(
      sql`insert into audit (id, user_id, action) select ${entry.id}, id, ${entry.action} from "user" where id = ${id}`,
    ),
    db.select().from(user).where(eq(user.id, id)),
  ]);
  return opened && { user: opened, ended: ended[0] };
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
