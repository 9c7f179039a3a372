import type { z } from 'zod';
import type { LoginRequestSchema, SignupRequestSchema, User } from '../../contracts/auth.ts';
import {
  addAudit,
  closeSession,
  createUser,
  findSession,
  findSessionOwner,
  findUserByEmail,
  type NewAudit,
  type NewSession,
  openSession,
  type UserRow,
} from '../../db/queries/accounts.ts';
import { userFeed } from '../../durable/stub.ts';
import type { Context } from '../context.ts';
import { fail, ok, type Result } from '../result.ts';
import { pepperedHash, randomToken, sha256Hex } from '../security/hashes.ts';
import { hashPassword, passwordProblem, verifyPassword } from '../security/password.ts';

const SESSION_LIFE_MS = 14 * 24 * 3600 * 1000;

/** Who asks, as far as the network tells. Stored only as peppered hashes. */
export interface ClientTrace {
  ip: string;
  userAgent: string | undefined;
}

/** The signed-in user behind a request. */
export interface Viewer {
  user: UserRow;
  sessionId: string;
}

export interface OpenedSession {
  user: UserRow;
  token: string;
  expiresAt: Date;
}

export async function signUp(
  ctx: Context,
  request: z.output<typeof SignupRequestSchema>,
  trace: ClientTrace,
): Promise<Result<OpenedSession, 'password_too_short' | 'password_too_long'>> {
  const weak = passwordProblem(request.password);
  if (weak === 'password_too_short' || weak === 'password_too_long') return fail(weak);
  const userId = ctx.newId();
  const { row, token } = newSession(ctx, userId, trace);
  const user = await createUser(
    ctx.db,
    {
      id: userId,
      email: request.email,
      passwordHash: await hashPassword(request.password),
      timezone: request.timezone ?? 'UTC',
    },
    row,
    audit(ctx, userId, 'account.signed_up'),
  );
  return ok({ user, token, expiresAt: row.expiresAt });
}

/** A new token at every log-in; the one that the browser brought is ended with it, whoever's it was. */
export async function logIn(
  ctx: Context,
  request: z.output<typeof LoginRequestSchema>,
  trace: ClientTrace,
  broughtToken: string | undefined,
): Promise<Result<OpenedSession, 'credentials_wrong'>> {
  const user = await findUserByEmail(ctx.db, request.email);
  if (!(await verifyPassword(user?.passwordHash, request.password)) || !user) {
    await addAudit(ctx.db, audit(ctx, user?.id ?? null, 'session.refused'));
    return fail('credentials_wrong');
  }
  const { row, token } = newSession(ctx, user.id, trace);
  // No session has the hash of nothing.
  const ended = await openSession(
    ctx.db,
    row,
    sha256Hex(broughtToken ?? ''),
    audit(ctx, user.id, 'session.opened'),
  );
  if (ended) await userFeed(ctx.env, ended.userId).closeSession(ended.id);
  return ok({ user, token, expiresAt: row.expiresAt });
}

/** Who holds the token of a session that has not expired. */
export async function viewerByToken(ctx: Context, token: string): Promise<Viewer | null> {
  const found = await findSession(ctx.db, sha256Hex(token), ctx.now());
  return found ? { user: found.user, sessionId: found.session.id } : null;
}

/** Who opens a socket; null: nobody who is signed in. */
export async function ownerByToken(
  ctx: Context,
  token: string,
): Promise<{ userId: string; sessionId: string } | null> {
  return (await findSessionOwner(ctx.db, sha256Hex(token), ctx.now())) ?? null;
}

export async function logOut(ctx: Context, userId: string, sessionId: string): Promise<void> {
  await closeSession(ctx.db, userId, sessionId, audit(ctx, userId, 'session.closed'));
  await userFeed(ctx.env, userId).closeSession(sessionId);
}

export function toUserDto(user: UserRow): User {
  return { id: user.id, email: user.email, timezone: user.timezone, createdAt: user.createdAt.toISOString() };
}

function newSession(ctx: Context, userId: string, trace: ClientTrace): { row: NewSession; token: string } {
  const token = randomToken();
  const pepper = ctx.config.HASH_PEPPER;
  return {
    token,
    row: {
      id: ctx.newId(),
      userId,
      tokenHash: sha256Hex(token),
      expiresAt: new Date(ctx.now().getTime() + SESSION_LIFE_MS),
      ipHash: pepperedHash(pepper, trace.ip),
      uaHash: trace.userAgent ? pepperedHash(pepper, trace.userAgent) : null,
    },
  };
}

function audit(ctx: Context, userId: string | null, action: string): NewAudit {
  return { id: ctx.newId(), userId, action };
}
