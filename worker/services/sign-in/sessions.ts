import type { SessionDto } from '../../../contracts/account-security.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import {
  closeSession,
  findSession,
  findSessionOwner,
  type NewSession,
  revokeOtherSessions,
  revokeSession,
  type SessionRow,
  sessionsOfUser,
} from '../../../db/queries/sessions.ts';
import { userFeed } from '../../../durable/stub.ts';
import type { Context } from '../../context.ts';
import { pepperedHash, randomToken, sha256Hex } from '../../security/hashes.ts';
import { newAudit } from '../privacy/audit.ts';
import { deviceOf } from './device.ts';

/** A session ends then, however much it is used; one that is not used, earlier (db/queries/sessions.ts). */
const SESSION_LIFE_MS = 90 * 24 * 3600 * 1000;
const CLOSE_ATTEMPTS = 3;

/** Who asks, as far as the network tells. Stored only as peppered hashes, and as the family of browser and system. */
export interface ClientTrace {
  ip: string;
  userAgent: string | undefined;
}

/** The signed-in user behind a request. */
export interface Viewer {
  user: UserRow;
  sessionId: string;
  /** Of the session, and of its cookie. */
  expiresAt: Date;
}

export function newSession(
  ctx: Context,
  userId: string,
  trace: ClientTrace,
): { row: NewSession; token: string } {
  const token = randomToken();
  const pepper = ctx.config.HASH_PEPPER;
  return {
    token,
    row: {
      id: ctx.newId(),
      userId,
      tokenHash: sha256Hex(token),
      expiresAt: new Date(ctx.now().getTime() + SESSION_LIFE_MS),
      device: deviceOf(trace.userAgent),
      ipHash: pepperedHash(pepper, trace.ip),
      uaHash: trace.userAgent ? pepperedHash(pepper, trace.userAgent) : null,
    },
  };
}

/** Who holds the token of a session that has not ended. */
export async function viewerByToken(ctx: Context, token: string): Promise<Viewer | null> {
  const found = await findSession(ctx.db, sha256Hex(token), ctx.now());
  return found ? { user: found.user, sessionId: found.session.id, expiresAt: found.session.expiresAt } : null;
}

/** Who opens a socket; null: nobody who is signed in. */
export async function ownerByToken(
  ctx: Context,
  token: string,
): Promise<{ userId: string; sessionId: string } | null> {
  return (await findSessionOwner(ctx.db, sha256Hex(token), ctx.now())) ?? null;
}

export async function logOut(ctx: Context, userId: string, sessionId: string): Promise<void> {
  await closeSession(ctx.db, userId, sessionId, newAudit(ctx, userId, 'session.closed'));
  await closeSockets(ctx, userId, [sessionId]);
}

export async function listSessions(ctx: Context, viewer: Viewer): Promise<SessionDto[]> {
  const rows = await sessionsOfUser(ctx.db, viewer.user.id, ctx.now());
  return rows.map((row) => toSessionDto(row, viewer.sessionId));
}

/** false: no such session of this user. */
export async function endSession(ctx: Context, userId: string, sessionId: string): Promise<boolean> {
  const entry = newAudit(ctx, userId, 'session.revoked');
  if (!(await revokeSession(ctx.db, userId, sessionId, entry))) return false;
  await closeSockets(ctx, userId, [sessionId]);
  return true;
}

export async function endOtherSessions(ctx: Context, { user, sessionId }: Viewer): Promise<void> {
  const entry = newAudit(ctx, user.id, 'session.revoked');
  await closeSockets(ctx, user.id, await revokeOtherSessions(ctx.db, user.id, sessionId, entry));
}

/**
 * The sockets of sessions that have ended end at once. The rows are gone by now, so that nobody could ask for it a second time: a feed that does not
 * answer is asked again.
 */
export async function closeSockets(
  ctx: Context,
  userId: string,
  sessionIds: readonly string[],
): Promise<void> {
  if (sessionIds.length === 0) return;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await userFeed(ctx.env, userId).closeSessions([...sessionIds]);
    } catch (error) {
      if (attempt === CLOSE_ATTEMPTS) throw error;
    }
  }
}

function toSessionDto(row: SessionRow, currentId: string): SessionDto {
  return {
    id: row.id,
    // Sessions of before it was kept have none.
    device: row.device || 'Unknown device',
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: row.id === currentId,
  };
}
