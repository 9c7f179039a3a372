import { z } from 'zod';
import { ConnectStartResponseSchema } from '../../../contracts/brokers.ts';
import { parse, type TwinClient } from '../../../dev/client.ts';
import { type Check, expectEqual, expectThat } from '../check.ts';
import { filled, routesOf } from '../routes.ts';
import { filesBelow } from '../search-files.ts';
import type { Stack } from '../stack.ts';

const CALLBACK = '/api/brokers/coinbase/connect/callback';
const ACCESS_CANARY = `canary-access-${'a1b2c3d4'.repeat(4)}`;
const REFRESH_CANARY = `canary-refresh-${'e5f6a7b8'.repeat(4)}`;

const client: Check = {
  number: 28,
  name: 'OAuth: PKCE S256, exact redirect, a state of one session good once, a code good once, the issuer checked',
  async run(stack) {
    const [member, stranger] = [await stack.member(), await stack.member()];
    stack.simulators.coinbase.control.account('oauth-security', 5);
    const asked = await start(member.client);
    const { searchParams } = new URL(asked.url);
    const code = await allow(asked.url, 'oauth-security');
    const land = async (who: TwinClient, query: Record<string, string>) =>
      (await who.get(`${CALLBACK}?${new URLSearchParams(query)}`)).headers.get('location') ?? 'no redirect';
    const denied = 'problem=oauth_state_invalid';
    const foreignSession = await land(stranger.client, { state: asked.state, code });
    const mixedUp = await land(member.client, { state: asked.state, code, iss: 'https://evil.example' });
    const madeUp = await land(member.client, { state: 'A'.repeat(43), code });
    const before = await connections(stack);
    const right = await land(member.client, { state: asked.state, code });
    const again = await land(member.client, { state: asked.state, code });
    const next = await start(member.client);
    const replayed = await land(member.client, { state: next.state, code });
    const late = await start(member.client);
    await stack.run(`update oauth_state set expires_at = now() - interval '1 second'`);
    const expired = await land(member.client, {
      state: late.state,
      code: await allow(late.url, 'oauth-security'),
    });
    return [
      ...expectEqual('code_challenge_method', searchParams.get('code_challenge_method'), 'S256'),
      ...expectEqual('redirect_uri', searchParams.get('redirect_uri'), stack.origin + CALLBACK),
      ...expectThat(foreignSession.includes(denied), `another session: ${foreignSession}`),
      ...expectThat(mixedUp.includes('problem='), `another issuer: ${mixedUp}`),
      ...expectThat(madeUp.includes(denied), `a made-up state: ${madeUp}`),
      ...expectEqual('connections until then', before, 0),
      ...expectThat(right.includes('connected='), `the right one: ${right}`),
      ...expectThat(again.includes(denied), `the state again: ${again}`),
      ...expectThat(replayed.includes('problem='), `the code again: ${replayed}`),
      ...expectThat(expired.includes(denied), `after its time: ${expired}`),
      ...expectEqual('connections', await connections(stack), 1),
    ];

    async function connections(of: Stack): Promise<number> {
      return of.count('select count(*) from broker_connection where user_id = any($1)', [
        [member.userId, stranger.userId],
      ]);
    }
  },
};

const leaks: Check = {
  number: 29,
  name: 'tokens and keys of brokers are in no answer, log line, file of the Worker or table',
  async run(stack) {
    const member = await stack.member();
    const { control } = stack.simulators.coinbase;
    control.account('canary', 5);
    control.faults.add({
      match: '/oauth2/token',
      answer: () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          access_token: ACCESS_CANARY,
          refresh_token: REFRESH_CANARY,
          token_type: 'bearer',
          expires_in: 3600,
          scope: 'wallet:user:read wallet:transactions:read offline_access',
        }),
      }),
    });
    const asked = await start(member.client);
    const code = await allow(asked.url, 'canary');
    await member.client.get(`${CALLBACK}?${new URLSearchParams({ state: asked.state, code })}`);
    control.faults.clear();
    const { apiKey, secret } = stack.simulators.binance.keys.readOnly;
    const keyed = await member.client.post('/api/brokers/binance/connect/start', {
      apiKey,
      apiSecret: secret,
    });
    await member.client.post('/api/trades/import', { broker: 'coinbase' });
    await member.client.post('/api/trades/import', { broker: 'binance' });
    await stack.until(async () => (await activeJobs(stack, member.userId)) === 0, 30_000);
    const canaries = [ACCESS_CANARY, REFRESH_CANARY, secret];
    const texts = await answersOf(stack, member.client);
    const tables = await stack.rows(
      z.object({ text: z.string() }),
      `select query_to_xml(format('select * from %I', c.relname), true, false, '')::text as text from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const places: [string, string][] = [
      ...texts,
      ['the log', stack.worker.lines.map(({ text }) => text).join('\n')],
      ...tables.map(({ text }): [string, string] => ['the database', text]),
      ...filesBelow(stack.disk).map(({ path, bytes }): [string, string] => [path, bytes.toString('latin1')]),
    ];
    const sealed = await stack.count(
      `select count(*) from broker_connection where user_id = $1 and access_enc like 'v2.%'`,
      [member.userId],
    );
    return [
      ...expectEqual('the key', keyed.status, 201),
      ...expectThat(sealed > 0, 'nothing was sealed'),
      ...expectThat(texts.length > 10, `only ${texts.length} answers were read`),
      ...places.flatMap(([place, text]) =>
        canaries
          .filter((canary) => text.includes(canary))
          .map((canary) => `${canary.slice(0, 14)}… is in ${place}`),
      ),
    ];
  },
};

export const OAUTH_CHECKS = [client, leaks];

async function start(member: TwinClient) {
  return parse(await member.post('/api/brokers/coinbase/connect/start'), ConnectStartResponseSchema);
}

/** The trader allows it at the simulated broker; answers the code that the broker sends back. */
async function allow(url: string, account: string): Promise<string> {
  const consent = new URL(url);
  const body = new URLSearchParams({
    ...Object.fromEntries(consent.searchParams),
    account,
    decision: 'allow',
  });
  const answer = await fetch(new URL(consent.pathname, consent), {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

async function activeJobs(stack: Stack, userId: string): Promise<number> {
  return stack.count(`select count(*) from job where user_id = $1 and status in ('queued', 'running')`, [
    userId,
  ]);
}

async function answersOf(stack: Stack, who: TwinClient): Promise<[string, string][]> {
  const gets = (await routesOf(stack)).filter(
    ({ method, path }) => method === 'GET' && !path.includes('{id}'),
  );
  const texts: [string, string][] = [];
  for (const { path } of gets) {
    const answer = await who.get(filled(path, ''));
    texts.push([path, `${JSON.stringify([...answer.headers])} ${await answer.text()}`]);
  }
  return texts;
}
