import type { z } from 'zod';
import type { LoginRequestSchema, SignupRequestSchema, User } from '../../../contracts/auth.ts';
import {
  type Account,
  accountsByEmail,
  addAudit,
  addAuditIfKnown,
  type NewUser,
  openAccount,
  type UserRow,
} from '../../../db/queries/accounts.ts';
import { replacePasswordHash } from '../../../db/queries/passwords.ts';
import { openSession } from '../../../db/queries/sessions.ts';
import { type AfterAnswer, type Context, forUser } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { hashPassword, isOutdated, verifyPassword } from '../../security/password.ts';
import type { PasswordWeakness } from '../../security/password-policy.ts';
import { newAudit } from '../privacy/audit.ts';
import { judgePassword } from './passwords.ts';
import { takeCode } from './second-factor-code.ts';
import { type ClientTrace, closeSockets, newSession } from './sessions.ts';

const SIGN_UP_ATTEMPTS = 5;

export interface OpenedSession {
  user: UserRow;
  /** The account was made with it. */
  isNew: boolean;
  token: string;
  expiresAt: Date;
}

/** Where somebody signs up or logs in. */
export interface Entrance {
  trace: ClientTrace;
  /** Of the session that the browser has; it ends, whoever's it was. */
  broughtToken: string | undefined;
  afterAnswer: AfterAnswer;
}

/**
 * Answered alike whether the address has an account or not (decision 26): with the password of that account it is a log-in, and with any other it makes
 * a separate account. As many hashes are computed in every case, and the same statements sent.
 */
export async function signUp(
  ctx: Context,
  { email, password, timezone }: z.output<typeof SignupRequestSchema>,
  entrance: Entrance,
): Promise<Result<OpenedSession, PasswordWeakness>> {
  const weakness = await judgePassword(ctx, password, { email, hasFactor: false });
  if (weakness) return fail(weakness);
  const wanted = { email, passwordHash: await hashPassword(password), timezone: timezone ?? 'UTC' };
  for (let attempt = 1; attempt <= SIGN_UP_ATTEMPTS; attempt += 1) {
    const entered = await enterOrMake(ctx, wanted, password, entrance);
    if (entered) return ok(entered);
  }
  throw new Error('An address was signed up with over and over at the same time.');
}

/** undefined: the address got another account meanwhile, which may be the one to enter. */
async function enterOrMake(
  ctx: Context,
  wanted: Omit<NewUser, 'id'>,
  password: string,
  entrance: Entrance,
): Promise<OpenedSession | undefined> {
  const accounts = await accountsByEmail(ctx.db, wanted.email);
  const opened = await accountsOpenedBy(password, accounts);
  const known = opened.find(({ factor }) => factor === null)?.user;
  const id = known?.id ?? ctx.newId();
  const { row, token } = newSession(ctx, id, entrance.trace);
  const done = await openAccount(
    ctx.db,
    { id, ...wanted },
    { newestId: accounts.at(-1)?.user.id ?? null, verifiedHash: known?.passwordHash },
    row,
    hashOfBrought(entrance),
    newAudit(ctx, id, known ? 'session.opened' : 'account.signed_up'),
  );
  if (!done) return undefined;
  // Whoever has the oldest account is to see that a password was tried at it.
  const triedAt = known ? '' : (accounts[0]?.user.id ?? '');
  entrance.afterAnswer(() => addAuditIfKnown(ctx.db, newAudit(ctx, null, 'session.refused'), triedAt));
  if (done.ended) await closeSockets(ctx, done.ended.userId, [done.ended.id]);
  return { user: done.user, isNew: !known, token, expiresAt: row.expiresAt };
}

/**
 * A new token at every log-in. The oldest and the newest account of the address are looked at, and two passwords verified, whether there are so many
 * accounts or none.
 */
export async function logIn(
  ctx: Context,
  { email, password, code }: z.output<typeof LoginRequestSchema>,
  entrance: Entrance,
): Promise<Result<OpenedSession, 'credentials_wrong' | 'second_factor_required' | 'second_factor_wrong'>> {
  const accounts = await accountsByEmail(ctx.db, email);
  // The oldest comes first: nobody who knows its password can put an account of theirs before it.
  const [account] = await accountsOpenedBy(password, accounts);
  if (!account) {
    // An account's entries wait for each other, and so do nobody's, which the answer is not to show.
    const entry = newAudit(ctx, accounts[0]?.user.id ?? null, 'session.refused');
    entrance.afterAnswer(() => addAudit(ctx.db, entry));
    return fail('credentials_wrong');
  }
  const { user, factor } = account;
  if (factor) {
    if (code === undefined) return fail('second_factor_required');
    if (!(await takeCode(forUser(ctx, user.id), factor, code))) {
      await addAudit(ctx.db, newAudit(ctx, user.id, 'session.refused', { secondFactor: true }));
      return fail('second_factor_wrong');
    }
  }
  const passwordHash = await currentHash(ctx, user, password);
  const { row, token } = newSession(ctx, user.id, entrance.trace);
  const entry = newAudit(ctx, user.id, 'session.opened');
  const opened = await openSession(
    ctx.db,
    { id: user.id, passwordHash },
    row,
    hashOfBrought(entrance),
    entry,
  );
  if (!opened) {
    // Whoever had all sessions end meanwhile meant this one too.
    entrance.afterAnswer(() => addAuditIfKnown(ctx.db, newAudit(ctx, null, 'session.refused'), user.id));
    return fail('credentials_wrong');
  }
  if (opened.ended) await closeSockets(ctx, opened.ended.userId, [opened.ended.id]);
  return ok({ user, isNew: false, token, expiresAt: row.expiresAt });
}

/** The hash of a password that was verified, made anew where ours are made otherwise by now. */
async function currentHash(ctx: Context, user: UserRow, password: string): Promise<string> {
  if (!isOutdated(user.passwordHash)) return user.passwordHash;
  const passwordHash = await hashPassword(password);
  if (await replacePasswordHash(ctx.db, user.id, user.passwordHash, passwordHash)) return passwordHash;
  // Another log-in at the same moment has, or somebody has changed the password: then this one opens nothing any more.
  const accounts = await accountsOpenedBy(password, await accountsByEmail(ctx.db, user.email));
  return accounts.find((account) => account.user.id === user.id)?.user.passwordHash ?? user.passwordHash;
}

export function toUserDto(user: UserRow): User {
  return { id: user.id, email: user.email, timezone: user.timezone, createdAt: user.createdAt.toISOString() };
}

/** Those of the accounts whose password this is. Two are verified in any case. */
async function accountsOpenedBy(password: string, [oldest, newest]: Account[]): Promise<Account[]> {
  const opened: Account[] = [];
  for (const account of [oldest, newest]) {
    if ((await verifyPassword(account?.user.passwordHash, password)) && account) opened.push(account);
  }
  return opened;
}

/** No session has the hash of nothing. */
function hashOfBrought({ broughtToken }: Entrance): string {
  return sha256Hex(broughtToken ?? '');
}
