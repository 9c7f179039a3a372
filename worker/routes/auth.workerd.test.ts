import { env } from 'cloudflare:workers';
import Argon2, { Argon2Type } from '@phi-ag/argon2';
import wasm from '@phi-ag/argon2/argon2.wasm';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { BREACHED } from '../../dev/breach/breached.ts';
import { parse } from '../../dev/client.ts';
import { actionsOf, userIdOf } from '../../test/support/accounts.ts';
import { addSecondFactor, appCode } from '../../test/support/second-factor.ts';
import { ORIGIN, openSocket, PASSWORD, signedUp, uniqueName, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { sha256Hex } from '../security/hashes.ts';

const { db } = contextOf(env);

describe('signing up', () => {
  test('opens a session and stores the password as Argon2id and the token as a hash only', async () => {
    const client = visitor();
    const email = `${uniqueName()}@example.com`;
    const answer = await client.post('/api/auth/signup', {
      email: `  ${email.toUpperCase()} `,
      password: PASSWORD,
    });
    expect(answer.status).toBe(201);
    const setCookie = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-session='));
    expect(setCookie).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Lax/);
    expect(setCookie).not.toContain('Domain');

    const { rows } = await db.execute<{ password_hash: string; token_hash: string; ip_hash: string }>(
      sql`select u.password_hash, s.token_hash, s.ip_hash from "user" u join session s on s.user_id = u.id where u.email = ${email}`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(rows[0]?.token_hash).toBe(sha256Hex(client.cookie('__Host-session') ?? ''));
    expect(rows[0]?.ip_hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await client.get('/api/auth/me')).status).toBe(200);
  });

  test.each([
    [
      'a password of 14 characters',
      { email: 'a@example.com', password: 'x'.repeat(14) },
      'password_too_short',
    ],
    [
      'a password of 129 characters',
      { email: 'a@example.com', password: 'x'.repeat(129) },
      'password_too_long',
    ],
    ['no e-mail address', { email: 'nobody', password: PASSWORD }, 'invalid_request'],
    ['an unknown field', { email: 'a@example.com', password: PASSWORD, role: 'admin' }, 'invalid_request'],
    [
      'an unknown time zone',
      { email: 'a@example.com', password: PASSWORD, timezone: 'Mars/Base' },
      'invalid_request',
    ],
  ])('refuses %s with a sentence', async (_, body, code) => {
    const answer = await visitor().post('/api/auth/signup', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code, status: 400, detail: expect.stringMatching(/\w.+\./) });
  });

  test.each([
    ['is guessed first', 'password123456789', 'password_common'],
    ['was stolen elsewhere', BREACHED, 'password_breached'],
  ])('refuses a password that %s', async (_, password, code) => {
    const answer = await visitor().post('/api/auth/signup', { email: 'a@example.com', password });
    expect(await answer.json()).toMatchObject({ code, status: 400 });
  });

  test('ends the session that the browser brought', async () => {
    const client = await signedUp();
    const replay = visitor();
    replay.setCookie('__Host-session', client.cookie('__Host-session') ?? '');
    await client.enter({ email: `${uniqueName()}@example.com`, password: PASSWORD });
    expect((await replay.get('/api/auth/me')).status).toBe(401);
  });

  test('gives a session of 90 days, and a cookie of as many', async () => {
    const answer = await signUp(`${uniqueName()}@example.com`);
    const [, expires = ''] =
      /__Host-session=.*Expires=([^;]+)/.exec(answer.headers.getSetCookie().join()) ?? [];
    expect((Date.parse(expires) - Date.now()) / 86_400_000).toBeCloseTo(90, 2);
  });
});

const signUp = (email: string, password = PASSWORD) =>
  visitor().post('/api/auth/signup', { email, password });
const logIn = (email: string, password = PASSWORD) => visitor().post('/api/auth/login', { email, password });
const idIn = async (answer: Response) => (await parse(answer, UserResponseSchema)).user.id;

describe('signing up with an address that has an account', () => {
  const OTHER = 'grumpy otters waltz';
  const THIRD = 'seven bears sing';

  test('and its password is a log-in', async () => {
    const email = `${uniqueName()}@example.com`;
    const [first, second] = [await signUp(email), await signUp(email)];
    expect(second.status).toBe(201);
    const id = await idIn(first);
    expect(await idIn(second)).toBe(id);
    expect(await actionsOf(id)).toEqual(['account.signed_up', 'session.opened']);
  });

  test('at the same time makes one account', async () => {
    const email = `${uniqueName()}@example.com`;
    const ids = await Promise.all(Array.from({ length: 4 }, async () => idIn(await signUp(email))));
    expect(new Set(ids).size).toBe(1);
  });

  test('and another password makes a separate account, and is answered like any other', async () => {
    const email = `${uniqueName()}@example.com`;
    const [first, second] = [await signUp(email), await signUp(email, OTHER)];
    const shape = ({ status, headers }: Response) => [
      status,
      [...headers.keys()],
      headers.getSetCookie().map((line) => line.replace(/=[^;]+/, '')).length,
    ];
    expect(shape(second)).toEqual(shape(first));
    const [firstId, secondId] = [await idIn(first), await idIn(second)];
    expect(secondId).not.toBe(firstId);
    expect(await idIn(await logIn(email))).toBe(firstId);
    expect(await idIn(await logIn(email, OTHER))).toBe(secondId);
    // Whoever has the first account sees that a password was tried at it.
    await vi.waitUntil(async () => (await actionsOf(firstId)).includes('session.refused'), 30_000);
  });

  test('again and again leaves the oldest and the newest account to log in to', async () => {
    const email = `${uniqueName()}@example.com`;
    const ids = [await signUp(email), await signUp(email, OTHER), await signUp(email, THIRD)].map(idIn);
    const [oldest, , newest] = await Promise.all(ids);
    expect(await idIn(await logIn(email))).toBe(oldest);
    expect((await logIn(email, OTHER)).status).toBe(401);
    expect(await idIn(await logIn(email, THIRD))).toBe(newest);
  });

  test('and a second factor does not go around it, nor put itself before it', async () => {
    const client = await signedUp();
    const { email } = client.account;
    const { secret } = await addSecondFactor(client);
    const made = await idIn(await signUp(email));
    expect(made).not.toBe(await userIdOf(client));
    // The oldest account still asks for its code, though the newest has the same password and none.
    expect(await (await logIn(email)).json()).toMatchObject({ code: 'second_factor_required' });
    const code = appCode(secret);
    const entered = await visitor().post('/api/auth/login', { email, password: PASSWORD, code });
    expect(await idIn(entered)).toBe(await userIdOf(client));
  });
});

describe('logging in', () => {
  test('gives the same answer for a wrong password and for nobody', async () => {
    const email = `${uniqueName()}@example.com`;
    await visitor().post('/api/auth/signup', { email, password: PASSWORD });
    const wrong = await visitor().post('/api/auth/login', { email, password: 'not the right password' });
    const nobody = await visitor().post('/api/auth/login', { email: `x${email}`, password: PASSWORD });
    const withoutId = async (answer: Response) => ({ ...(await answer.json<object>()), requestId: '' });
    expect(wrong.status).toBe(401);
    expect(await withoutId(wrong)).toEqual(await withoutId(nobody));
  });

  test('rotates the session: the one that was brought ends', async () => {
    const client = visitor();
    const credentials = { email: `${uniqueName()}@example.com`, password: PASSWORD };
    await client.post('/api/auth/signup', credentials);
    const before = client.cookie('__Host-session');
    client.forgetCsrf();
    expect((await client.post('/api/auth/login', credentials)).status).toBe(200);
    expect(client.cookie('__Host-session')).not.toBe(before);
    const replay = visitor();
    replay.setCookie('__Host-session', before ?? '');
    expect((await replay.get('/api/auth/me')).status).toBe(401);
  });

  test('over another session ends that one and its sockets', async () => {
    const client = await signedUp();
    const { closed } = await openSocket(client);
    const other = { email: `${uniqueName()}@example.com`, password: PASSWORD };
    await visitor().post('/api/auth/signup', other);
    expect((await client.post('/api/auth/login', other)).status).toBe(200);
    expect(await closed).toBe(4401);
  });

  test('writes an audit row for a refused attempt', async () => {
    const email = `${uniqueName()}@example.com`;
    await visitor().post('/api/auth/signup', { email, password: PASSWORD });
    await visitor().post('/api/auth/login', { email, password: 'not the right password' });
    await vi.waitUntil(async () => {
      const { rows } = await db.execute(
        sql`select a.action from audit a join "user" u on u.id = a.user_id where u.email = ${email} order by a.seq`,
      );
      return rows.map(({ action }) => action).join() === 'account.signed_up,session.refused';
    }, 30_000);
  });

  test('has a password hashed anew whose parameters are not those of today', async () => {
    const email = `${uniqueName()}@example.com`;
    const id = await idIn(await signUp(email));
    const weak = new Argon2(await WebAssembly.instantiate(wasm)).hash(PASSWORD, {
      ...{ type: Argon2Type.Argon2id, memoryCost: 8_192, timeCost: 1, parallelism: 1 },
    }).encoded;
    await db.execute(sql`update "user" set password_hash = ${weak} where id = ${id}`);
    const storedHash = async () => {
      const { rows } = await db.execute<{ password_hash: string }>(
        sql`select password_hash from "user" where id = ${id}`,
      );
      return rows[0]?.password_hash;
    };
    expect((await logIn(email, 'not the right password')).status).toBe(401);
    expect(await storedHash()).toBe(weak);
    expect((await logIn(email)).status).toBe(200);
    const stored = await storedHash();
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await logIn(email)).status).toBe(200);
    expect(await storedHash()).toBe(stored);
  });
});

describe('guesses at the password of an address', () => {
  const GUESSES = 10;
  const WRONG = 'not the right password';

  test('are ten, by log-in and by sign-up, and as many where there is no account', async () => {
    const [known, nobody] = [`${uniqueName()}@example.com`, `${uniqueName()}@example.com`];
    await signUp(known);
    await logIn(nobody, WRONG);
    for (const email of [known, nobody]) {
      for (let guess = 2; guess <= GUESSES; guess += 1)
        expect(
          (await (guess % 2 ? logIn(email, WRONG) : signUp(email, `grumpy otters waltz ${guess}`))).ok,
        ).toBe(guess % 2 === 0);
      const refused = [await logIn(email), await signUp(email, 'grumpy otters waltz')];
      expect(refused.map(({ status }) => status)).toEqual([429, 429]);
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(60);
    }
  });

  test('that were right cost nothing', async () => {
    const email = `${uniqueName()}@example.com`;
    await signUp(email);
    for (let again = 0; again <= GUESSES; again += 1)
      expect((await (again % 2 ? logIn(email) : signUp(email))).ok).toBe(true);
  });

  test('are counted at the account too: present passwords and codes', async () => {
    const client = await signedUp();
    await addSecondFactor(client);
    const wrongPassword = { current: WRONG, next: 'grumpy otters waltz' };
    const wrongCode = { password: PASSWORD, code: 'AAAA-AAAA-AAAA-AAAA' };
    for (let guess = 2; guess <= GUESSES; guess += 1) {
      const answer =
        guess % 2
          ? await client.post('/api/account/password', wrongPassword)
          : await client.post('/api/account/second-factor/recovery-codes', wrongCode);
      expect(answer.status).toBe(400);
    }
    const refused = await client.post('/api/account/second-factor', { password: PASSWORD });
    expect(refused.status).toBe(429);
  });
});

describe('as many hashes are computed for an address with an account as for one without', () => {
  /** What the engine was asked for meanwhile, and answered. `npm run test:security` compares the times from outside. */
  async function hashesOf(attempt: () => Promise<unknown>): Promise<(string | undefined)[]> {
    const [verified, hashed] = [
      vi.spyOn(Argon2.prototype, 'tryVerify'),
      vi.spyOn(Argon2.prototype, 'tryHash'),
    ];
    await attempt();
    const answers = [...verified.mock.results, ...hashed.mock.results].map(({ value }) => value.error);
    vi.restoreAllMocks();
    return answers;
  }

  const NO_MATCH = 'The password does not match the supplied hash';

  test.each([
    ['when logging in', (email: string) => logIn(email, 'not the right password'), [NO_MATCH, NO_MATCH]],
    [
      'when signing up',
      (email: string) => signUp(email, 'grumpy otters waltz'),
      [NO_MATCH, NO_MATCH, undefined],
    ],
    ['when asking for a reset', (email: string) => visitor().post('/api/auth/reset', { email }), []],
  ])('%s', async (_, attempt, hashes) => {
    const two = (await signedUp()).account.email;
    await signUp(two, 'seven bears sing');
    const one = (await signedUp()).account.email;
    for (const email of [two, one, `${uniqueName()}@example.com`])
      expect(await hashesOf(() => attempt(email))).toEqual(hashes);
  });
});

test('logging out ends the session on the server', async () => {
  const client = await signedUp();
  const token = client.cookie('__Host-session') ?? '';
  expect((await client.post('/api/auth/logout')).status).toBe(204);
  const replay = visitor();
  replay.setCookie('__Host-session', token);
  expect((await replay.get('/api/auth/me')).status).toBe(401);
});

describe('a mutating request', () => {
  test.each([
    ['from another origin', { origin: 'https://evil.example' }, 'origin_refused'],
    ['from a look-alike origin', { origin: `${ORIGIN}.evil.example` }, 'origin_refused'],
    ['without an origin', { origin: null }, 'origin_refused'],
    ['without a token', { 'x-csrf-token': null }, 'csrf_failed'],
    ['with a made-up token', { 'x-csrf-token': 'abc.def' }, 'csrf_failed'],
  ])('%s is refused', async (_, headers, code) => {
    const client = await signedUp();
    const answer = await client.send('POST', '/api/auth/logout', undefined, headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code });
    expect((await client.get('/api/auth/me')).status).toBe(200);
  });

  test('with the token of another session is refused', async () => {
    const [mine, other] = [await signedUp(), await signedUp()];
    const answer = await mine.send('POST', '/api/auth/logout', undefined, {
      'x-csrf-token': await other.csrfToken(),
    });
    expect(await answer.json()).toMatchObject({ code: 'csrf_failed' });
  });

  test('that is a form or text is refused', async () => {
    const client = await signedUp();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await client.send('POST', '/api/trades/import', '{}', { 'content-type': type });
      expect(answer.status).toBe(415);
    }
  });

  test('that is no JSON is refused with a sentence', async () => {
    const client = await signedUp();
    const answer = await client.send('POST', '/api/trades/import', '{"broker":');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'malformed_json' });
  });
});

test.each(['/api/auth/me', '/api/nothing', '/healthz', '/api/auth/csrf'])(
  '%s carries the security headers',
  async (path) => {
    const { headers } = await visitor().get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age=63072000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  },
);
