import { describe, expect, test } from 'vitest';
import { TradesResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { signedUp, steer, uniqueName, visitor } from '../../test/support/trader.ts';

async function withTrades(fills: number): Promise<TwinClient> {
  const [client, trader] = [await signedUp(), uniqueName()];
  await steer('/accounts', { name: trader, fills });
  await client.connectCoinbase(trader);
  await client.untilScored(await client.importFills());
  return client;
}

const listed = async (client: TwinClient, query: string) =>
  parse(await client.get(`/api/trades?${query}`), TradesResponseSchema);

describe('the list of trades', () => {
  test('is paged newest first without gaps or doubles, and filtered', async () => {
    const client = await withTrades(90);
    const all = (await listed(client, 'limit=200')).trades;
    const paged = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof listed>> = await listed(
        client,
        `limit=20${cursor && `&cursor=${cursor}`}`,
      );
      paged.push(...page.trades);
      cursor = page.cursor;
    }
    expect(paged).toEqual(all);
    expect(all.map(({ ts }) => ts)).toEqual(
      all
        .map(({ ts }) => ts)
        .toSorted()
        .toReversed(),
    );

    const neutral = (await listed(client, 'label=NEUTRAL&limit=200')).trades;
    expect(neutral).toEqual(all.filter(({ labels }) => labels.some(({ label }) => label === 'NEUTRAL')));
    expect((await listed(client, 'cost=unknown&limit=200')).trades).toEqual(
      all.filter(({ basis }) => basis === 'unknown' || basis === 'partial'),
    );
    const middle = all[40]?.ts ?? '';
    expect((await listed(client, `since=${middle}&limit=200`)).trades).toEqual(
      all.filter(({ ts }) => ts >= middle),
    );
    expect((await listed(client, `until=${middle}&limit=200`)).trades).toEqual(
      all.filter(({ ts }) => ts < middle),
    );
  });

  test.each([
    'symbol=%00',
    'since=0000-01-01T00:00:00Z',
    'since=yesterday',
    'limit=0',
    'limit=201',
    'cursor=abc',
    'label=JOY',
    'cost=known',
    'page=2',
  ])('refuses %s with the field that is wrong', async (query) => {
    const answer = await (await signedUp()).get(`/api/trades?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_request' });
  });
});

describe("another user's trade", () => {
  test.each(['', '/bias', '/candles'])('at /api/trades/:id%s is not found', async (rest) => {
    const [mine, other] = [await withTrades(30), await signedUp()];
    const id = (await listed(mine, 'limit=1')).trades[0]?.id;
    expect((await mine.get(`/api/trades/${id}${rest}`)).status).toBe(200);
    const answer = await other.get(`/api/trades/${id}${rest}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not_found' });
    expect((await listed(other, `cursor=${id}`)).trades).toEqual([]);
  });
});

test('the OpenAPI document names every route', async () => {
  const answer = await visitor().get('/api/openapi.json');
  expect(answer.status).toBe(200);
  const { openapi, paths } = await answer.json<{ openapi: string; paths: Record<string, unknown> }>();
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/auth/signup',
      '/api/trades/{id}/bias',
      '/api/trades/import/file',
      '/api/events',
    ]),
  );
});
