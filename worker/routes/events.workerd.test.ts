import { env } from 'cloudflare:workers';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { EventsResponseSchema } from '../../contracts/feed.ts';
import { parse } from '../../dev/client.ts';
import { userFeed } from '../../durable/stub.ts';
import { signedUp } from '../../test/support/trader.ts';

/** Somebody whose log holds as many events, and their ids in its order. */
async function withEvents(count: number) {
  const client = await signedUp();
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  const from = Date.now();
  const ids = Array.from({ length: count }, (_, at) => ulid(from + at));
  const event = { type: 'coach.reflect', ts: new Date(from).toISOString(), v: 1, payload: '{}' };
  await userFeed(env, user.id).append(ids.map((id) => ({ id, ...event })));
  const page = async (query: string) => {
    const { events, ...rest } = await parse(await client.get(`/api/events?${query}`), EventsResponseSchema);
    return { ids: events.map(({ eventId }) => eventId), ...rest };
  };
  return { client, ids, page };
}

test('the newest page is what a reader begins with, and the pages before it hold the rest', async () => {
  const { ids, page } = await withEvents(5);
  expect(await page('before=end&limit=2')).toEqual({ ids: ids.slice(3), more: true });
  expect(await page(`before=${ids[3]}&limit=10`)).toEqual({ ids: ids.slice(0, 3), more: false });
  expect(await page(`since=${ids[3]}`)).toEqual({ ids: ids.slice(4), more: false });
});

test('a page has one end', async () => {
  const { client, ids } = await withEvents(2);
  const answer = await client.get(`/api/events?since=${ids[0]}&before=${ids[1]}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'invalid_request', fields: [{ path: 'before' }] });
});

test.each(['before=start', 'before=', 'before=0', 'after=end'])('%s is refused', async (query) => {
  const { client } = await withEvents(1);
  expect((await client.get(`/api/events?${query}`)).status).toBe(400);
});

test('another trader’s event is no place in this log', async () => {
  const [{ page }, other] = [await withEvents(2), await withEvents(2)];
  expect(await page(`before=${other.ids[1]}`)).toEqual({ ids: [], more: false, reset: true });
});
