import { env, exports } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { ORIGIN, PASSWORD, signedUp, uniqueName, visitor } from '../../test/support/trader.ts';
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

  test('refuses an address that is taken, and keeps the first account', async () => {
    const email = `${uniqueName()}@example.com`;
    expect((await visitor().post('/api/auth/signup', { email, password: PASSWORD })).status).toBe(201);
    const second = await visitor().post('/api/auth/signup', { email, password: `${PASSWORD} two` });
    expect(second.status).toBe(409);
    expect((await visitor().post('/api/auth/login', { email, password: PASSWORD })).status).toBe(200);
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
    const url = `${ORIGIN}/ws/coach?tab=one`;
    const headers = { upgrade: 'websocket', origin: ORIGIN, cookie: client.cookieHeader };
    const { webSocket } = await exports.default.fetch(new Request(url, { headers }));
    if (!webSocket) throw new Error('no socket');
    const closed = new Promise<number>((resolve) =>
      webSocket.addEventListener('close', ({ code }) => resolve(code)),
    );
    webSocket.accept();

    const other = { email: `${uniqueName()}@example.com`, password: PASSWORD };
    await visitor().post('/api/auth/signup', other);
    expect((await client.post('/api/auth/login', other)).status).toBe(200);
    expect(await closed).toBe(4401);
  });

  test('writes an audit row for a refused attempt', async () => {
    const email = `${uniqueName()}@example.com`;
    await visitor().post('/api/auth/signup', { email, password: PASSWORD });
    await visitor().post('/api/auth/login', { email, password: 'not the right password' });
    const { rows } = await db.execute(
      sql`select a.action from audit a join "user" u on u.id = a.user_id where u.email = ${email} order by a.id`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['account.signed_up', 'session.refused']);
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
