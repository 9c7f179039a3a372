import { z } from 'zod';
import { SessionsResponseSchema } from '../../../contracts/account-security.ts';
import { parse } from '../../../dev/client.ts';
import { openRawSocket } from '../../faults/raw-socket.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { handshake } from '../handshake.ts';
import { routesOf } from '../routes.ts';
import type { Member, Stack } from '../stack.ts';

const LOGINS = 1_000;
/** A hash keeps an isolate busy; more than a few at once would be a test of the machine. */
const AT_ONCE = 3;
const SESSION = '__Host-session';
const SOCKET_ENDS_WITHIN_MS = 5_000;
const CONNECTION_ENDS_WITHIN_MS = 20_000;

const sessionCookie: Check = {
  number: 1,
  name: 'the session cookie is __Host-, Secure, HttpOnly, SameSite, without a domain',
  async run(stack) {
    const lines = await cookiesOfLogin(stack);
    const line = lines.find((one) => one.startsWith(`${SESSION}=`)) ?? '';
    return ['Secure', 'HttpOnly', 'SameSite=(Lax|Strict)', 'Path=/']
      .filter((attribute) => !new RegExp(`; ${attribute}(;|$)`, 'i').test(line))
      .concat(/; domain/i.test(line) ? ['Domain'] : [])
      .map((attribute) => `${attribute} is not right in ${line.replace(/=[^;]*/, '=…')}`);
  },
};

const everyCookie: Check = {
  number: 2,
  name: 'every cookie is Secure and SameSite',
  async run(stack) {
    const csrf = (await stack.raw('GET', '/api/auth/csrf')).headers.getSetCookie();
    const lines = [...csrf, ...(await cookiesOfLogin(stack))];
    return [
      ...expectThat(csrf.length > 0, 'no CSRF cookie was set'),
      ...lines.filter((line) => !/; secure/i.test(line) || !/; samesite=(lax|strict)/i.test(line)),
    ];
  },
};

const tokens: Check = {
  number: 3,
  name: `${LOGINS} log-ins get ${LOGINS} tokens of 128 bits or more, kept as hashes`,
  async run(stack) {
    const member = await stack.member();
    const seen: string[] = [];
    const one = async () => {
      while (seen.length < LOGINS) seen.push((await stack.again(member)).cookie(SESSION) ?? '');
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    const columns = await textColumns(stack);
    const found = await Promise.all(
      columns.map(async ({ table_name, column_name }) => ({
        at: `${table_name}.${column_name}`,
        rows: await stack.count(
          `select count(*) from "${table_name}" where position($1 in "${column_name}"::text) > 0`,
          [seen[0]],
        ),
      })),
    );
    return [
      ...expectEqual('different tokens', new Set(seen).size, seen.length),
      ...seen.filter((token) => !/^[\w-]{22,}$/.test(token)).slice(0, 3),
      ...found.filter(({ rows }) => rows > 0).map(({ at }) => `a token lies as it is in ${at}`),
    ];
  },
};

const rotation: Check = {
  number: 4,
  name: 'a log-in takes no token that was brought, and ends the session of one that was open',
  async run(stack) {
    const member = await stack.member();
    const fixed = stack.visitor();
    fixed.setCookie(SESSION, 'A'.repeat(43));
    await fixed.post('/api/auth/login', { email: member.email, password: member.password });
    const before = member.client.cookie(SESSION) ?? '';
    const again = await member.client.post('/api/auth/login', {
      email: member.email,
      password: member.password,
    });
    return [
      ...expectThat(fixed.cookie(SESSION) !== 'A'.repeat(43), 'the chosen token was taken'),
      ...expectEqual('log-in over a session', again.status, 200),
      ...expectThat(member.client.cookie(SESSION) !== before, 'the token stayed'),
      ...expectEqual('the old token', await statusWith(stack, before), 401),
    ];
  },
};

const logout: Check = {
  number: 5,
  name: 'a log-out ends the session on the server: every GET, the socket, and an open socket',
  async run(stack) {
    const member = await stack.member();
    const socket = await openRawSocket(member.client);
    const token = member.client.cookie(SESSION) ?? '';
    const csrf = await member.client.csrfToken();
    const out = await member.client.send('POST', '/api/auth/logout', undefined, { 'x-csrf-token': csrf });
    const ended = await socket.ending(SOCKET_ENDS_WITHIN_MS);
    const open = ['/api/auth/csrf', '/api/openapi.json'];
    const gets = (await routesOf(stack)).filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/') && !open.includes(path),
    );
    const answers = await Promise.all(
      gets.map(async ({ path }) => ({
        path,
        status: await statusWith(stack, token, path.replace('{broker}', 'coinbase').replace('{id}', 'x')),
      })),
    );
    return [
      ...expectEqual('log-out', out.status, 204),
      ...expectThat(ended, 'the socket is still open'),
      ...expectEqual('close code', await socket.closed(CONNECTION_ENDS_WITHIN_MS), 4401),
      ...answers
        .filter(({ path, status }) => status !== 401 && !path.includes('/auth/'))
        .map(({ path, status }) => `GET ${path} answers ${status} to an ended session`),
      ...expectEqual('/api/auth/me', await statusWith(stack, token), 401),
      ...expectEqual(
        'socket',
        await handshake(stack, { cookie: `${SESSION}=${token}`, origin: stack.origin }),
        401,
      ),
    ];
  },
};

const deletion: Check = {
  number: 6,
  name: 'the deletion of an account ends all its sessions and sockets',
  async run(stack) {
    const member = await stack.member();
    const other = await stack.again(member);
    const socket = await openRawSocket(other);
    const answer = await member.client.send(
      'DELETE',
      '/api/account',
      JSON.stringify({ password: member.password }),
    );
    return [
      ...expectEqual('deletion', answer.status, 202),
      ...expectThat(await socket.ending(SOCKET_ENDS_WITHIN_MS), 'the socket is still open'),
      ...expectEqual('close code', await socket.closed(CONNECTION_ENDS_WITHIN_MS), 4401),
      ...expectEqual('the other browser', (await other.get('/api/auth/me')).status, 401),
    ];
  },
};

const passwordChange: Check = {
  number: 7,
  name: 'a password change needs the present one and ends the other sessions',
  async run(stack) {
    const member = await stack.member();
    const other = await stack.again(member);
    const next = 'eight calm herons in the rain';
    const wrong = await member.client.post('/api/account/password', { current: 'not it at all, no', next });
    const right = await member.client.post('/api/account/password', { current: member.password, next });
    return [
      ...expectEqual('with a wrong password', wrong.status, 400),
      ...expectEqual('with the right one', right.status, 204),
      ...expectEqual('the other browser', (await other.get('/api/auth/me')).status, 401),
      ...expectEqual('this browser', (await member.client.get('/api/auth/me')).status, 200),
    ];
  },
};

const timeouts: Check = {
  number: 8,
  name: 'a session ends after 14 days without use, and after 90 days in any case',
  async run(stack) {
    const statusAfter = async (change: string) => {
      const { client, userId } = await stack.member();
      await stack.run(`update session set ${change} where user_id = $1`, [userId]);
      return (await client.get('/api/auth/me')).status;
    };
    const life = await stack.rows(
      z.object({ days: z.coerce.number() }),
      `select extract(epoch from max(expires_at - created_at)) / 86400 as days from session`,
    );
    return [
      ...expectEqual(
        'unused for 13 days',
        await statusAfter(`last_seen_at = now() - interval '13 days'`),
        200,
      ),
      ...expectEqual(
        'unused for 15 days',
        await statusAfter(`last_seen_at = now() - interval '15 days'`),
        401,
      ),
      ...expectEqual('at its end', await statusAfter(`expires_at = now() - interval '1 second'`), 401),
      ...expectThat((life[0]?.days ?? 999) <= 90.01, `a session lives ${life[0]?.days} days`),
    ];
  },
};

const ownSessions: Check = {
  number: 9,
  name: 'one’s sessions are listed, ended one by one, and that is written down',
  async run(stack) {
    const member = await stack.member();
    const other = await stack.again(member);
    const { sessions } = await parse(
      await member.client.get('/api/account/sessions'),
      SessionsResponseSchema,
    );
    const theirs = sessions.find(({ current }) => !current);
    const ended = await member.client.send('DELETE', `/api/account/sessions/${theirs?.id}`);
    const audited = await stack.count(
      `select count(*) from audit where user_id = $1 and action = 'session.revoked'`,
      [member.userId],
    );
    return [
      ...expectEqual('sessions', sessions.length, 2),
      ...expectEqual('revocation', ended.status, 204),
      ...expectEqual('the other browser', (await other.get('/api/auth/me')).status, 401),
      ...expectEqual('audit entries', audited, 1),
    ];
  },
};

export const SESSION_CHECKS = [
  sessionCookie,
  everyCookie,
  tokens,
  rotation,
  logout,
  deletion,
  passwordChange,
  timeouts,
  ownSessions,
];

async function cookiesOfLogin(stack: Stack): Promise<string[]> {
  const { email, password }: Member = await stack.member();
  return (await stack.visitor().post('/api/auth/login', { email, password })).headers.getSetCookie();
}

async function statusWith(stack: Stack, token: string, path = '/api/auth/me'): Promise<number> {
  return (await stack.raw('GET', path, { cookie: `${SESSION}=${token}` })).status;
}

async function textColumns(stack: Stack) {
  return stack.rows(
    z.object({ table_name: z.string(), column_name: z.string() }),
    `select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'jsonb')`,
  );
}
