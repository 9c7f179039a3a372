import { z } from 'zod';
import { TradesResponseSchema } from '../../../contracts/trades.ts';
import { parse } from '../../../dev/client.ts';
import { openRawSocket } from '../../faults/raw-socket.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { changedTables, fingerprint } from '../fingerprint.ts';
import { handshake } from '../handshake.ts';
import { filled, mutatingRoutes, routesOf } from '../routes.ts';
import type { Member, Stack } from '../stack.ts';

const IN_A_ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const FEED_CREDIT = 100;

const csrf: Check = {
  number: 10,
  name: 'no route changes anything without a CSRF token, with a wrong one, or with another session’s',
  async run(stack) {
    const [member, other] = [await stack.member(), await stack.member()];
    const foreign = await other.client.csrfToken();
    const before = await fingerprint(stack);
    const against = await refusedEverywhere(stack, member, 'csrf_failed', [
      ['no token', { 'x-csrf-token': '' }],
      ['a wrong token', { 'x-csrf-token': `${'A'.repeat(43)}.${'B'.repeat(43)}` }],
      ['another session’s token', { 'x-csrf-token': foreign }],
    ]);
    return [...against, ...changedTables(before, await fingerprint(stack))];
  },
};

const plantedPair: Check = {
  number: 11,
  name: 'a pair of cookie and header that somebody made up is no token',
  async run(stack) {
    const { client } = await stack.member();
    const planted = 'C'.repeat(43);
    client.setCookie('__Host-csrf', planted);
    const answers = await Promise.all(
      [planted, `${planted}.${planted}`].map((token) =>
        client.send('POST', '/api/trades/import', '{}', { 'x-csrf-token': token }),
      ),
    );
    return answers.flatMap(({ status }) => expectEqual('a planted pair', status, 403));
  },
};

const origins: Check = {
  number: 12,
  name: 'a foreign Origin is refused: null, absent, look-alikes',
  async run(stack) {
    const member = await stack.member();
    const token = await member.client.csrfToken();
    const { port } = new URL(stack.origin);
    const foreign = [
      'https://evil.example',
      'null',
      `${stack.origin}.evil.example`,
      `http://127.0.0.1.evil.example:${port}`,
      `http://evil.example#${stack.origin}`,
      stack.origin.replace('http:', 'https:'),
      stack.origin.replace(port, '1'),
    ];
    return refusedEverywhere(stack, member, 'origin_refused', [
      ...foreign.map((origin) => [origin, { origin, 'x-csrf-token': token }] as const),
      ['no Origin', { origin: null, 'x-csrf-token': token }],
    ]);
  },
};

const fetchSite: Check = {
  number: 13,
  name: 'what a browser says comes from another site is refused',
  async run(stack) {
    const member = await stack.member();
    const token = await member.client.csrfToken();
    return refusedEverywhere(
      stack,
      member,
      'origin_refused',
      ['cross-site', 'same-site'].map((site) => [site, { 'sec-fetch-site': site, 'x-csrf-token': token }]),
    );
  },
};

const safeMethods: Check = {
  number: 14,
  name: 'no GET or HEAD changes anything but when a session was last seen',
  async run(stack) {
    const trader = await stack.trader();
    const { trades } = await parse(await trader.client.get('/api/trades'), TradesResponseSchema);
    const jobs = await stack.rows(z.object({ id: z.string() }), 'select id from job where user_id = $1', [
      trader.userId,
    ]);
    const ids = [trades[0]?.id ?? '', jobs[0]?.id ?? '', IN_A_ULID];
    const paths = (await routesOf(stack))
      .filter(({ method }) => method === 'GET')
      .flatMap(({ path }) =>
        path.includes('{id}') ? ids.map((id) => filled(path, id)) : [filled(path, '')],
      );
    const before = await fingerprint(stack);
    for (const path of paths) {
      await trader.client.get(path);
      await trader.client.send('HEAD', path, undefined, { 'x-csrf-token': null });
    }
    return [
      ...expectThat(paths.length > 15, `only ${paths.length} paths were found`),
      ...changedTables(before, await fingerprint(stack)).map((table) => `${table} has changed`),
    ];
  },
};

const contentTypes: Check = {
  number: 15,
  name: 'types that a foreign page’s form can send are refused',
  async run(stack) {
    const { client } = await stack.member();
    const token = await client.csrfToken();
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
    // Of those that want a body the framework refuses other types by itself.
    const paths = [
      '/api/trades/import',
      '/api/brokers/coinbase/connect/start',
      '/api/brokers/coinbase/pause',
    ];
    const answers = await Promise.all(
      types.flatMap((type) =>
        paths.map(async (path) => {
          const headers = { 'content-type': type, 'x-csrf-token': token };
          return { type: `${path} as ${type}`, answer: await client.send('POST', path, '{"a":1}', headers) };
        }),
      ),
    );
    return answers.flatMap(({ type, answer }) => expectEqual(type, answer.status, 415));
  },
};

const handshakes: Check = {
  number: 16,
  name: 'a socket opens for a signed-in page of the app only',
  async run(stack) {
    const member = await stack.member();
    const cookie = member.client.cookieHeader;
    const { origin } = stack;
    const refused: [string, Record<string, string>][] = [
      ['no cookie', { origin }],
      ['a made-up cookie', { origin, cookie: `__Host-session=${'A'.repeat(43)}` }],
      ['a foreign Origin', { origin: 'https://evil.example', cookie }],
      ['no Origin', { cookie }],
      ['another site', { origin, cookie, 'sec-fetch-site': 'cross-site' }],
    ];
    const against: string[] = [];
    for (const [what, headers] of refused) {
      const status = await handshake(stack, headers);
      against.push(...expectThat(status === 401 || status === 403, `${what}: ${status}`));
    }
    against.push(...expectEqual('the app itself', await handshake(stack, { origin, cookie }), 101));
    await stack.run(`update session set expires_at = now() where user_id = $1`, [member.userId]);
    against.push(...expectEqual('an expired session', await handshake(stack, { origin, cookie }), 401));
    return against;
  },
};

const socketLimits: Check = {
  number: 17,
  name: 'a sixth socket is refused, and one that acknowledges nothing is told that it is behind after 100 frames',
  async run(stack) {
    const trader = await stack.trader(FEED_CREDIT + 60);
    const tabs = await Promise.all(Array.from({ length: 5 }, () => openRawSocket(trader.client)));
    const sixth = await openRawSocket(trader.client);
    for (const tab of tabs) tab.end();
    const [first] = await stack.rows(
      z.object({ id: z.string() }),
      'select id from event_outbox where user_id = $1 order by seq limit 1',
      [trader.userId],
    );
    let slow = await openRawSocket(trader.client, { lastEventId: first?.id ?? '' });
    // The sockets that were ended a moment ago may still be counted.
    await stack.until(async () => {
      if (slow.refused === null) return true;
      slow = await openRawSocket(trader.client, { lastEventId: first?.id ?? '' });
      return slow.refused === null;
    }, 5_000);
    const answer = await slow.answer();
    const { events } = slow;
    slow.end();
    return [
      ...expectEqual('the first five', tabs.filter(({ refused }) => refused !== null).length, 0),
      ...expectEqual('the sixth', sixth.refused, 429),
      ...expectEqual('the answer', answer, 'feed.behind'),
      ...expectEqual('frames before it', events, FEED_CREDIT),
    ];
  },
};

export const REQUEST_CHECKS = [
  csrf,
  plantedPair,
  origins,
  fetchSite,
  safeMethods,
  contentTypes,
  handshakes,
  socketLimits,
];

/** Every changing route × these headers. Without a body, since what a body says is looked at later. */
async function refusedEverywhere(
  stack: Stack,
  member: Member,
  code: string,
  variants: readonly (readonly [string, Record<string, string | null>])[],
): Promise<string[]> {
  const routes = await mutatingRoutes(stack);
  const against = expectThat(routes.length > 15, `only ${routes.length} routes were found`);
  for (const { method, path } of routes) {
    for (const [what, headers] of variants) {
      const answer = await member.client.send(method, filled(path, IN_A_ULID), undefined, headers);
      const body = await answer.text();
      if (answer.status !== 403 || !body.includes(`"${code}"`))
        against.push(`${method} ${path} with ${what}: ${answer.status} ${body.slice(0, 80)}`);
    }
  }
  return against;
}
