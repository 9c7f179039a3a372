import { env } from 'cloudflare:workers';
import Argon2, { Argon2Type } from '@phi-ag/argon2';
import wasm from '@phi-ag/argon2/argon2.wasm';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import type { Db } from '../../../db/client.ts';
import { beginErasure } from '../../../db/queries/erasure.ts';
import { sessionsOfUser } from '../../../db/queries/sessions.ts';
import { actionsOf } from '../../../test/support/accounts.ts';
import { holdLock, untilWaiting } from '../../../test/support/locks.ts';
import { asOwner } from '../../../test/support/owner.ts';
import { addSecondFactor, appCode } from '../../../test/support/second-factor.ts';
import { PASSWORD, signedUp } from '../../../test/support/trader.ts';
import { type Context, contextOf } from '../../context.ts';
import { sha256Hex } from '../../security/hashes.ts';
import { newAudit } from '../privacy/audit.ts';
import { type Entrance, logIn, signUp } from './accounts.ts';
import { confirmReset } from './password-resets.ts';
import { choosePassword } from './passwords.ts';
import { type Viewer, viewerByToken } from './sessions.ts';

const ctx = contextOf(env);
const NEXT = 'grumpy otters waltz';
const ENTRANCE: Entrance = {
  trace: { ip: '192.0.2.1', userAgent: undefined },
  broughtToken: undefined,
  afterAnswer: (work) => void work(),
};

async function viewer(client: Awaited<ReturnType<typeof signedUp>>): Promise<Viewer> {
  const found = await viewerByToken(ctx, client.cookie('__Host-session') ?? '');
  if (!found) throw new Error('Nobody is signed in.');
  return found;
}

/** Each ends every session of the account but the one that asks; the last two end that one too. */
const LOCKS_OUT: [string, number, (who: Viewer) => Promise<unknown>][] = [
  ['a change of the password', 1, (who) => choosePassword(ctx, who, { current: PASSWORD, next: NEXT })],
  [
    'a reset of the password',
    0,
    async ({ user }) => {
      const token = crypto.randomUUID();
      // Without its entry in the audit log, which one of the tests has wait.
      await ctx.db.execute(sql`
        insert into password_reset (token_hash, user_id, expires_at)
        values (${sha256Hex(token)}, ${user.id}, now() + interval '1 minute')`);
      await confirmReset(ctx, { token, password: NEXT });
    },
  ],
  [
    'the deletion of the account',
    0,
    ({ user }) => beginErasure(ctx.db, user.id, newAudit(ctx, user.id, 'account.deletion_asked')),
  ],
];

/** A context in which something happens after the password was verified, and before the session is opened. */
function interrupted(happens: () => Promise<unknown>): Context {
  let happened: Promise<unknown> | undefined;
  const db = new Proxy(ctx.db, {
    get(target, name) {
      if (name !== 'batch') return Reflect.get(target, name);
      return async (queries: Parameters<Db['batch']>[0]) => {
        happened ??= happens();
        await happened;
        return target.batch(queries);
      };
    },
  });
  return { ...ctx, db };
}

const sessionsLeft = async ({ user }: Viewer) => (await sessionsOfUser(ctx.db, user.id, new Date())).length;

describe('a log-in whose password was verified', () => {
  test.each(LOCKS_OUT)('opens no session after %s', async (_, left, lockOut) => {
    const client = await signedUp();
    const who = await viewer(client);
    const answer = await logIn(
      interrupted(() => lockOut(who)),
      client.account,
      ENTRANCE,
    );
    expect(answer).toEqual({ ok: false, failure: 'credentials_wrong' });
    expect(await sessionsLeft(who)).toBe(left);
    await vi.waitUntil(async () => (await actionsOf(who.user.id)).includes('session.refused'), 30_000);
  });

  test('and whose code was taken, opens none either', async () => {
    const client = await signedUp();
    const { secret } = await addSecondFactor(client);
    const who = await viewer(client);
    const [[, , change] = []] = LOCKS_OUT;
    const answer = await logIn(
      interrupted(async () => change?.(who)),
      { ...client.account, code: appCode(secret) },
      ENTRANCE,
    );
    expect(answer).toEqual({ ok: false, failure: 'credentials_wrong' });
    expect(await sessionsLeft(who)).toBe(1);
  });

  test.each(LOCKS_OUT)(
    'keeps no session where it goes on at the same time as %s',
    async (_, left, lockOut) => {
      const client = await signedUp();
      const who = await viewer(client);
      // Entries in the audit log of one user wait for each other: the log-in's session is there, and nobody sees it yet.
      const { release } = await holdLock('audit', who.user.id);
      const entered = logIn(ctx, client.account, ENTRANCE);
      await untilWaiting(1);
      const lockedOut = lockOut(who);
      await untilWaiting(2);
      await release();
      await Promise.all([lockedOut, entered]);
      expect(await sessionsLeft(who)).toBe(left);
    },
  );
});

test('two log-ins at once with a password whose hash is made otherwise by now both open a session', async () => {
  const client = await signedUp();
  const who = await viewer(client);
  const engine = new Argon2(await WebAssembly.instantiate(wasm));
  const weaker = {
    type: Argon2Type.Argon2id,
    memoryCost: 19_456,
    timeCost: 1,
    parallelism: 1,
    hashLength: 32,
  };
  const { encoded } = engine.hash(PASSWORD, weaker);
  await asOwner(`update "user" set password_hash = $2 where id = $1`, [who.user.id, encoded]);
  const answers = await Promise.all([1, 2].map(() => logIn(ctx, client.account, ENTRANCE)));
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await sessionsLeft(who)).toBe(3);
});

describe('a sign-up with the address and the password of an account', () => {
  test.each(LOCKS_OUT)('makes an account of its own after %s', async (_, left, lockOut) => {
    const client = await signedUp();
    const who = await viewer(client);
    const answer = await signUp(
      interrupted(() => lockOut(who)),
      client.account,
      ENTRANCE,
    );
    expect(answer).toMatchObject({ ok: true, value: { isNew: true } });
    expect(await sessionsLeft(who)).toBe(left);
  });
});
