import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { signedUp, steer, uniqueName, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';

async function startedState(
  client: Awaited<ReturnType<typeof signedUp>>,
): Promise<{ state: string; url: URL }> {
  const answer = await client.post('/api/brokers/coinbase/connect/start');
  expect(answer.status).toBe(200);
  const { state, url } = await answer.json<{ state: string; url: string }>();
  return { state, url: new URL(url) };
}

/** Waits for the import that connecting starts: a test leaves no work behind for the next. */
async function connectAndImport(client: Awaited<ReturnType<typeof signedUp>>): Promise<void> {
  await client.connectCoinbase(uniqueName());
  await client.untilScored(await client.importFills());
}

const callback = (state: string, rest: string) =>
  `/api/brokers/coinbase/connect/callback?state=${state}&${rest}`;

describe('connecting Coinbase', () => {
  test('sends the trader to the broker with state and an S256 challenge, reading only', async () => {
    const { url, state } = await startedState(await signedUp());
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({ response_type: 'code', state, code_challenge_method: 'S256' });
    expect(query.code_challenge).toMatch(/^[\w-]{43}$/);
    expect(query.scope).not.toMatch(/buys|sells|orders|deposits|withdrawals|:create|:send/);
  });

  test('a state is good once, for ten minutes, in the session that started it', async () => {
    const [mine, other] = [await signedUp(), await signedUp()];
    const { state } = await startedState(mine);
    const stranger = await other.get(callback(state, 'code=abc'));
    expect(stranger.headers.get('location')).toBe('/connect?problem=oauth_state_invalid');
    const elsewhere = visitor();
    await elsewhere.enter(mine.account);
    const otherSession = await elsewhere.get(callback(state, 'code=abc'));
    expect(otherSession.headers.get('location')).toBe('/connect?problem=oauth_state_invalid');
    const denied = await mine.get(callback(state, 'error=access_denied'));
    expect(denied.headers.get('location')).toBe('/connect?problem=oauth_denied');
    const again = await mine.get(callback(state, 'code=abc'));
    expect(again.headers.get('location')).toBe('/connect?problem=oauth_state_invalid');
  });

  test('a code that the broker does not know connects nothing', async () => {
    const client = await signedUp();
    const { state } = await startedState(client);
    const answer = await client.get(callback(state, 'code=made-up'));
    expect(answer.headers.get('location')).toBe('/connect?problem=oauth_denied');
    expect(await (await client.get('/api/brokers')).json()).toMatchObject({ connections: [] });
  });

  test('a broker that is down says so, and the trader can start again', async () => {
    const client = await signedUp();
    await steer('/faults', { match: 'oauth2/token', status: 503, times: 1 });
    const { state } = await startedState(client);
    const answer = await client.get(callback(state, 'code=any'));
    expect(answer.headers.get('location')).toBe('/connect?problem=broker_unavailable');
    await connectAndImport(client);
    expect(await (await client.get('/api/brokers')).json()).toMatchObject({
      connections: [{ status: 'active' }],
    });
  });

  test('an unknown broker is a problem with a sentence', async () => {
    const client = await signedUp();
    const answer = await client.post('/api/brokers/robinhood/connect/start');
    expect(answer.status).toBe(400);
  });
});

describe('a connection', () => {
  test('can be paused, resumed and revoked', async () => {
    const client = await signedUp();
    await connectAndImport(client);
    const statusAfter = async (verb: string) => {
      const answer = await client.post(`/api/brokers/coinbase/${verb}`);
      return (await answer.json<{ connection: { status: string } }>()).connection.status;
    };
    expect(await statusAfter('pause')).toBe('paused');
    const refused = await client.post('/api/trades/import', { broker: 'coinbase' });
    expect(await refused.json()).toMatchObject({ code: 'broker_paused' });
    expect(await statusAfter('resume')).toBe('active');
    expect(await statusAfter('revoke')).toBe('revoked');
    expect(await statusAfter('revoke')).toBe('revoked');
    const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
    const { rows } = await contextOf(env).db.execute(
      sql`select action from audit where user_id = ${user.id} and action like 'broker.%' order by id`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'broker.linked',
      'broker.paused',
      'broker.resumed',
      'broker.revoked',
    ]);
    const resume = await client.post('/api/brokers/coinbase/resume');
    expect(await resume.json()).toMatchObject({ code: 'broker_revoked' });
  });

  test('never shows its tokens', async () => {
    const client = await signedUp();
    await connectAndImport(client);
    expect(await (await client.get('/api/brokers')).text()).not.toMatch(/token|Enc|v1\./i);
  });
});

test.each(['/api/brokers', '/api/trades', '/api/events', `/api/jobs/${'0'.repeat(64)}`])(
  '%s is closed to visitors',
  async (path) => {
    const answer = await visitor().get(path);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  },
);
