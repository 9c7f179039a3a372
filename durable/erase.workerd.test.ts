import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { ulid } from 'ulid';
import { describe, expect, test, vi } from 'vitest';
import { EventsResponseSchema } from '../contracts/feed.ts';
import { FEED_HEADERS } from './handshake.ts';
import { userFeed } from './stub.ts';

const SECRET = 'what was said of a trade';

const told = () => ({
  id: ulid(),
  type: 'coach.reflect',
  ts: new Date().toISOString(),
  v: 1,
  payload: JSON.stringify({ insight: SECRET }),
});

const feedOfNobody = () => userFeed(env, crypto.randomUUID());

async function connect(feed: ReturnType<typeof userFeed>) {
  const response = await feed.fetch(`http://feed/?tab=${crypto.randomUUID()}`, {
    headers: { upgrade: 'websocket', [FEED_HEADERS.sessionId]: 'session' },
  });
  const closed: number[] = [];
  response.webSocket?.addEventListener('close', ({ code }) => closed.push(code));
  response.webSocket?.accept();
  return { status: response.status, closed };
}

async function eventsOf(feed: ReturnType<typeof userFeed>) {
  return EventsResponseSchema.parse(await (await feed.fetch('http://feed/?limit=100')).json()).events;
}

/** Every value of every table that is left, as one text. */
async function whatIsLeft(feed: ReturnType<typeof userFeed>): Promise<string> {
  return runInDurableObject(feed, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(`select name from sqlite_master where type = 'table' and name not like '_cf_%'`)
      .toArray();
    return JSON.stringify(tables.map(({ name }) => storage.sql.exec(`select * from "${name}"`).toArray()));
  });
}

describe('an erased feed', () => {
  test('has no event, no alarm, and no socket left', async () => {
    const feed = feedOfNobody();
    await feed.append([told(), told()]);
    const sockets = [await connect(feed), await connect(feed)];
    await feed.erase();
    await vi.waitUntil(() => sockets.every(({ closed }) => closed.length === 1), 30_000);
    expect(sockets.map(({ closed }) => closed)).toEqual([[4401], [4401]]);
    expect(await eventsOf(feed)).toEqual([]);
    expect(await whatIsLeft(feed)).not.toContain(SECRET);
    expect(await runInDurableObject(feed, (_, { storage }) => storage.getAlarm())).toBeNull();
  });

  test('takes no event and no socket in any more, however late they come', async () => {
    const feed = feedOfNobody();
    const event = told();
    await feed.append([event]);
    await feed.erase();
    await feed.append([event, told()]);
    expect((await connect(feed)).status).toBe(401);
    await evictDurableObject(feed);
    await feed.append([event, told()]);
    expect(await eventsOf(feed)).toEqual([]);
    expect((await connect(feed)).status).toBe(401);
    expect(await runInDurableObject(feed, (_, { storage }) => storage.getAlarm())).toBeNull();
  });

  test('is erased as well the second time', async () => {
    const feed = feedOfNobody();
    await feed.append([told()]);
    await Promise.all([feed.erase(), feed.erase(), feed.append([told()])]);
    expect(await eventsOf(feed)).toEqual([]);
  });
});
