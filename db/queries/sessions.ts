import { and, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit, session, user } from '../schema/accounts.ts';
import type { NewAudit, UserRow } from './accounts.ts';

export type SessionRow = typeof session.$inferSelect;
export type NewSession = Omit<SessionRow, 'createdAt' | 'lastSeenAt'>;

/** A session that was not used for so long is over, however far its end is. */
const IDLE = sql`interval '14 days'`;
/** Every request looks a session up; its use is written this often. */
const SEEN_EVERY = sql`interval '10 minutes'`;
/** Nobody reads more of them; `revokeOtherSessions` ends those that are not listed too. */
const MOST_LISTED = 200;

const at = (now: Date) => sql`${now.toISOString()}::timestamptz`;
const isAlive = (now: Date) =>
  and(gt(session.expiresAt, now), gt(session.lastSeenAt, sql`${at(now)} - ${IDLE}`));

/** Whose password was verified: by this hash, and no other. */
type Verified = Pick<UserRow, 'id' | 'passwordHash'>;

export interface Opened {
  user: UserRow;
  ended: { id: string; userId: string } | undefined;
}

/**
 * Opens a session in place of the one that the browser brought (rotation), with its audit row, in one transaction. Answers the session that ended by it;
 * undefined: the account has another password by now, or is gone, and nothing was done.
 */
export async function openSession(
  db: Db,
  verified: Verified,
  row: NewSession,
  replacedTokenHash: string,
  entry: NewAudit,
): Promise<Opened | undefined> {
  const [, , [ended], , [opened]] = await db.batch(
    openingSession(db, verified, row, replacedTokenHash, entry),
  );
  return opened && { ...opened, ended };
}

/** The statements of it: all of them depend on the session that the second one makes, or does not. */
export function openingSession(
  db: Db,
  { id, passwordHash }: Verified,
  row: NewSession,
  replacedTokenHash: string,
  entry: NewAudit,
) {
  return [
    db.execute(turnAt(sql`${id}::text`)),
    db.execute(sql`
      insert into session (id, user_id, token_hash, expires_at, device, ip_hash, ua_hash)
      select ${row.id}, id, ${row.tokenHash}, ${row.expiresAt.toISOString()}::timestamptz, ${row.device}, ${row.ipHash}, ${row.uaHash}
      from "user" where id = ${id} and password_hash = ${passwordHash}`),
    db
      .delete(session)
      .where(
        and(
          eq(session.tokenHash, replacedTokenHash),
          sql`exists (select from session opened where opened.id = ${row.id})`,
        ),
      )
      .returning({ id: session.id, userId: session.userId }),
    db.execute(
      sql`insert into audit (id, user_id, action) select ${entry.id}, user_id, ${entry.action} from session where id = ${row.id}`,
    ),
    db
      .select({ user })
      .from(user)
      .innerJoin(session, eq(session.userId, user.id))
      .where(eq(session.id, row.id)),
  ] as const;
}

/**
 * Who opens a session and who ends all of an account take turns: the one comes either after the other and finds another hash, or before it and is found by
 * it. The first statement of a transaction, since a statement does not see what was stored after it began. No lock on the user's row, which scorings
 * hold for longer than a log-in waits.
 */
export function turnAt(userId: SQL): SQL {
  return sql`select pg_advisory_xact_lock(hashtext('sessions'), hashtext(${userId}))`;
}

/** The session of a token and its user. That it was used is written by the same statement. */
export async function findSession(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ session: SessionRow; user: UserRow } | undefined> {
  const ofToken = and(eq(session.tokenHash, tokenHash), isAlive(now));
  const seen = db.$with('seen').as(
    db
      .update(session)
      .set({ lastSeenAt: now })
      .where(and(ofToken, lt(session.lastSeenAt, sql`${at(now)} - ${SEEN_EVERY}`)))
      .returning({ id: session.id }),
  );
  const [row] = await db
    .with(seen)
    .select({ session, user })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(ofToken);
  return row;
}

/**
 * Whose session it is, and no more: when five hundred sockets come back at once, each column counts. It is not written that the session was seen,
 * which would be five hundred writes; and a tab that opens its socket anew each day is no sign of somebody who uses it.
 */
export async function findSessionOwner(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<{ userId: string; sessionId: string } | undefined> {
  const { rows } = await db.execute<{ userId: string; sessionId: string }>(sql`
    select user_id as "userId", id as "sessionId" from session
    where token_hash = ${tokenHash} and expires_at > ${at(now)} and last_seen_at > ${at(now)} - ${IDLE}`);
  return rows[0];
}

/** Those that have not ended, the newest first. */
export async function sessionsOfUser(db: Db, userId: string, now: Date): Promise<SessionRow[]> {
  return db
    .select()
    .from(session)
    .where(and(eq(session.userId, userId), isAlive(now)))
    .orderBy(desc(session.id))
    .limit(MOST_LISTED);
}

/** Log-out. */
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

/** false: no such session of this user. */
export async function revokeSession(
  db: Db,
  userId: string,
  sessionId: string,
  entry: NewAudit,
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    with gone as (delete from session where id = ${sessionId} and user_id = ${userId} returning device)
    insert into audit (id, user_id, action, meta)
    select ${entry.id}, ${userId}, ${entry.action}, jsonb_build_object('device', device) from gone
    returning id`);
  return rows.length === 1;
}

/** All of the user's but one. Answers the ids of those that ended; where none did, nothing is told. */
export async function revokeOtherSessions(
  db: Db,
  userId: string,
  keptId: string,
  entry: NewAudit,
): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with gone as (delete from session where user_id = ${userId} and id <> ${keptId} returning id),
    told as (
      insert into audit (id, user_id, action, meta)
      select ${entry.id}, ${userId}, ${entry.action}, jsonb_build_object('sessions', count(*)) from gone having count(*) > 0
    )
    select id from gone`);
  return rows.map(({ id }) => id);
}

export async function dropEndedSessions(db: Db): Promise<void> {
  await db.execute(sql`delete from session where expires_at <= now() or last_seen_at <= now() - ${IDLE}`);
}
