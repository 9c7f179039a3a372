import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit, user } from '../schema/accounts.ts';
import { passwordReset } from '../schema/sign-in.ts';
import type { NewAudit, UserRow } from './accounts.ts';
import { turnAt } from './sessions.ts';

/** Puts a hash of the same password in place of this one. false: another was put in its place meanwhile, of whatever password. */
export async function replacePasswordHash(
  db: Db,
  userId: string,
  from: string,
  to: string,
): Promise<boolean> {
  const replaced = await db
    .update(user)
    .set({ passwordHash: to })
    .where(and(eq(user.id, userId), eq(user.passwordHash, from)))
    .returning({ id: user.id });
  return replaced.length === 1;
}

export interface PasswordChange {
  userId: string;
  /** The session that goes on, under this token. */
  sessionId: string;
  tokenHash: string;
  /** The hash that was verified, and the new one. */
  from: string;
  to: string;
}

/**
 * Ends all other sessions and whatever links for a reset are out. Answers the ids of those sessions; undefined: the password was changed by somebody
 * else meanwhile, or the session has ended, and nothing was done.
 */
export async function changePassword(
  db: Db,
  { userId, sessionId, tokenHash, from, to }: PasswordChange,
  entry: NewAudit,
): Promise<string[] | undefined> {
  const [, { rows }] = await db.batch([
    db.execute(turnAt(sql`${userId}::text`)),
    db.execute<{ ended: string[] }>(sql`
      with changed as (
        update "user" set password_hash = ${to} where id = ${userId} and password_hash = ${from}
          and exists (select from session where id = ${sessionId} and user_id = ${userId})
        returning id
      ),
      kept as (update session set token_hash = ${tokenHash} from changed where session.id = ${sessionId} and user_id = changed.id),
      ended as (delete from session using changed where user_id = changed.id and session.id <> ${sessionId} returning session.id),
      links as (delete from password_reset using changed where user_id = changed.id),
      told as (
        insert into audit (id, user_id, action, meta)
        select ${entry.id}, id, ${entry.action}, jsonb_build_object('sessions', (select count(*) from ended)) from changed
      )
      select (select coalesce(jsonb_agg(id), '[]') from ended) as ended from changed`),
  ]);
  return rows[0]?.ended;
}

/** Mail to an address concerns its oldest account (decision 26). */
export async function oldestAccount(db: Db, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(user).where(eq(user.email, email)).orderBy(user.id).limit(1);
  return row;
}

export async function addReset(
  db: Db,
  row: { tokenHash: string; userId: string; expiresAt: Date },
  entry: NewAudit,
): Promise<void> {
  await db.batch([db.insert(passwordReset).values(row), db.insert(audit).values(entry)]);
}

/** What the new password has to keep to; undefined: no such link that is still good. It is not used up by this. */
export async function findReset(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ email: string; hasFactor: boolean } | undefined> {
  const { rows } = await db.execute<{ email: string; hasFactor: boolean }>(sql`
    select u.email, exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as "hasFactor"
    from password_reset r join "user" u on u.id = r.user_id
    where r.token_hash = ${tokenHash} and r.expires_at > ${now.toISOString()}::timestamptz`);
  return rows[0];
}

/** Uses the link up, and with it all others of the user; ends every session. undefined: it was not good any more, and nothing was done. */
export async function useReset(
  db: Db,
  { tokenHash, passwordHash, now }: { tokenHash: string; passwordHash: string; now: Date },
  entry: NewAudit,
): Promise<{ userId: string; ended: string[] } | undefined> {
  const [, { rows }] = await db.batch([
    db.execute(turnAt(sql`(select user_id from password_reset where token_hash = ${tokenHash})`)),
    db.execute<{ userId: string; ended: string[] }>(sql`
      with used as (
        delete from password_reset where token_hash = ${tokenHash} and expires_at > ${now.toISOString()}::timestamptz returning user_id
      ),
      changed as (update "user" set password_hash = ${passwordHash} from used where "user".id = used.user_id),
      links as (delete from password_reset r using used where r.user_id = used.user_id and r.token_hash <> ${tokenHash}),
      ended as (delete from session s using used where s.user_id = used.user_id returning s.id),
      told as (
        insert into audit (id, user_id, action, meta)
        select ${entry.id}, user_id, ${entry.action}, jsonb_build_object('sessions', (select count(*) from ended)) from used
      )
      select user_id as "userId", (select coalesce(jsonb_agg(id), '[]') from ended) as ended from used`),
  ]);
  return rows[0];
}

export async function dropEndedResets(db: Db): Promise<void> {
  await db.execute(sql`delete from password_reset where expires_at <= now()`);
}
