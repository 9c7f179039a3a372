import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { ulid } from 'ulid';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { LOG_END } from '../contracts/feed.ts';
import type { FeedEntry } from './event-log.ts';
import { FEED_HEADERS } from './handshake.ts';
import { userFeed } from './stub.ts';

const FrameSchema = z.object({
  type: z.string(),
  eventId: z.string().optional(),
  payload: z.record(z.string(), z.unknown()),
});
type Frame = z.infer<typeof FrameSchema>;

const DAY_MS = 24 * 3_600_000;

function entries(count: number, from = Date.now()): FeedEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    id: ulid(from + at),
    type: 'coach.reflect',
    ts: new Date(from).toISOString(),
    v: 1,
    payload: JSON.stringify({ at }),
  }));
}

const feedOfNobody = () => userFeed(env, crypto.randomUUID());

/** A socket with all the frames that it got. */
async function connect(
  feed: ReturnType<typeof userFeed>,
  query: Record<string, string> = {},
  sessionId = 'session',
) {
  const url = `http://feed/?${new URLSearchParams({ tab: crypto.randomUUID(), ...query })}`;
  const response = await feed.fetch(url, {
    headers: { upgrade: 'websocket', [FEED_HEADERS.sessionId]: sessionId },
  });
  const socket = response.webSocket;
  if (!socket)
    return { status: response.status, frames: [], closed: null, send: () => {}, until: async () => {} };
  const frames: Frame[] = [];
  const state: { closed: number | null } = { closed: null };
  socket.addEventListener('message', ({ data }) => {
    frames.push(FrameSchema.parse(JSON.parse(String(data))));
  });
  socket.addEventListener('close', ({ code }) => {
    state.closed = code;
  });
  socket.accept();
  return {
    status: response.status,
    frames,
    get closed() {
      return state.closed;
    },
    send: (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    /** Waits until the frames are as wanted; throws after twenty seconds. */
    async until(wanted: () => boolean) {
      const deadline = Date.now() + 20_000;
      while (!wanted()) {
        if (Date.now() > deadline)
          throw new Error(`Not within 20 s: ${JSON.stringify(frames.map(({ type }) => type))}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

/** Waits until the feed has heard that all it sent has come: what is appended goes another way, and may overtake it. */
function untilAcknowledged(feed: ReturnType<typeof userFeed>) {
  const isHeard = () =>
    runInDurableObject(feed, (_, ctx) =>
      ctx.getWebSockets().some((socket) => {
        const { ackedSeq, sentSeq } = socket.deserializeAttachment();
        return ackedSeq === sentSeq;
      }),
    );
  return vi.waitUntil(isHeard, { timeout: 20_000, interval: 5 });
}

const PageSchema = z.object({
  events: z.array(FrameSchema),
  more: z.boolean(),
  reset: z.boolean().default(false),
});

/** A page of the log after an event: its ids, and what is said of it. */
function pageOf(feed: ReturnType<typeof userFeed>, since: string | null, limit: number) {
  return pageBy(feed, { limit: String(limit), ...(since !== null && { since }) });
}

async function pageBy(feed: ReturnType<typeof userFeed>, asked: Record<string, string>) {
  const query = new URLSearchParams(asked);
  const { events, ...rest } = PageSchema.parse(await (await feed.fetch(`http://feed/?${query}`)).json());
  return { ids: eventIds(events), ...rest };
}

const eventIds = (frames: readonly Frame[]) => frames.flatMap(({ eventId }) => eventId ?? []);

describe('the log', () => {
  test('keeps the order of append, and an event that is appended twice is there once', async () => {
    const feed = feedOfNobody();
    const [a, b, c] = entries(3) as [FeedEntry, FeedEntry, FeedEntry];
    await feed.append([b, a]);
    await feed.append([a, c, b]);
    const page = await pageOf(feed, null, 10);
    expect(page.ids).toEqual([b.id, a.id, c.id]);
    expect(page).toMatchObject({ more: false, reset: false });
  });

  test('is paged, and an unknown cursor starts over and says so', async () => {
    const feed = feedOfNobody();
    const all = entries(5);
    await feed.append(all);
    const first = await pageOf(feed, null, 2);
    expect(first.more).toBe(true);
    const rest = await pageOf(feed, first.ids.at(-1) ?? null, 10);
    expect(rest.ids).toEqual(all.slice(2).map(({ id }) => id));
    expect(await pageOf(feed, ulid(), 10)).toMatchObject({ reset: true });
  });

  test('is paged backwards from its end, each page oldest first, without a gap or a double', async () => {
    const feed = feedOfNobody();
    expect(await pageBy(feed, { before: LOG_END, limit: '3' })).toEqual({
      ids: [],
      more: false,
      reset: false,
    });
    const all = entries(7);
    await feed.append(all);
    const ids = all.map(({ id }) => id);
    const read: string[] = [];
    for (let before: string = LOG_END, more = true; more; before = read[0] ?? '') {
      const page = await pageBy(feed, { before, limit: '3' });
      expect(page.reset).toBe(false);
      read.unshift(...page.ids);
      more = page.more;
    }
    expect(read).toEqual(ids);
    expect(await pageBy(feed, { before: ids[3] ?? '', limit: '3' })).toMatchObject({ more: false });
  });

  test('has nothing before an event that is gone, and says that it is', async () => {
    const feed = feedOfNobody();
    await feed.append(entries(3));
    expect(await pageBy(feed, { before: ulid(), limit: '10' })).toEqual({
      ids: [],
      more: false,
      reset: true,
    });
  });

  test('and the sockets survive an eviction', async () => {
    const feed = feedOfNobody();
    const [first, second] = entries(2) as [FeedEntry, FeedEntry];
    const socket = await connect(feed);
    await feed.append([first]);
    await socket.until(() => eventIds(socket.frames).length === 1);
    await evictDurableObject(feed);
    await feed.append([first, second]);
    await socket.until(() => eventIds(socket.frames).length === 2);
    expect(eventIds(socket.frames)).toEqual([first.id, second.id]);
    expect((await pageOf(feed, null, 10)).ids).toHaveLength(2);
  });

  test('lets go of what is older than 90 days, and whoever stood there is told to reset', async () => {
    const feed = feedOfNobody();
    const [old, young] = [entries(3, Date.now() - 91 * DAY_MS), entries(2, Date.now() - 89 * DAY_MS)];
    await runInDurableObject(feed, (_, { storage }) => {
      const insert = 'insert into event (id, type, ts, v, payload) values (?, ?, ?, ?, ?)';
      for (const { id, type, ts, v, payload } of [...old, ...young]) {
        storage.sql.exec(insert, id, type, ts, v, payload);
      }
      // Not at once: it would go off by itself, and be at work while the next line finds none to run.
      return storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(feed);
    expect((await pageOf(feed, null, 10)).ids).toEqual(young.map(({ id }) => id));
    const socket = await connect(feed, { lastEventId: old[1]?.id ?? '' });
    await socket.until(() => socket.frames.length === 1);
    expect(socket.frames[0]).toMatchObject({ payload: { resume: 'reset', head: young[1]?.id } });
    const wakesAt = await runInDurableObject(feed, (_, { storage }) => storage.getAlarm());
    expect(wakesAt).toBeGreaterThan(Date.now());
  });

  test('that was pruned to its end goes on in its order', async () => {
    const feed = feedOfNobody();
    await feed.append(entries(3, Date.now() - 91 * DAY_MS));
    await feed.append(entries(1, Date.now() - 91 * DAY_MS));
    const socket = await connect(feed);
    const [next] = entries(1, Date.now()) as [FeedEntry];
    await feed.append([next]);
    await socket.until(() => eventIds(socket.frames).length === 1);
    expect(socket.frames.map(({ type }) => type)).toEqual(['feed.hello', 'coach.reflect']);
  });

  test('keeps the newest hundred thousand events, and a socket that was waited for meanwhile is told to reset', async () => {
    const feed = feedOfNobody();
    const slow = await connect(feed);
    const all = entries(100_200, Date.now());
    for (let at = 0; at < all.length; at += 10_000) await feed.append(all.slice(at, at + 10_000));
    const page = await pageOf(feed, null, 1);
    expect(page.ids[0]).toBe(all[200]?.id);
    await slow.until(() => eventIds(slow.frames).length === 100);
    slow.send({ type: 'feed.ack', payload: { eventId: eventIds(slow.frames).at(-1) } });
    await slow.until(() => slow.frames.at(-1)?.payload.resume === 'reset');
  });
});

describe('resuming', () => {
  test('from the head says that nothing was missed', async () => {
    const feed = feedOfNobody();
    const [only] = entries(1) as [FeedEntry];
    await feed.append([only]);
    const socket = await connect(feed, { lastEventId: only.id });
    await socket.until(() => socket.frames.length === 1);
    expect(socket.frames[0]).toMatchObject({
      type: 'feed.hello',
      payload: { resume: 'current', head: only.id },
    });
  });

  test('from an older event replays exactly what was missed', async () => {
    const feed = feedOfNobody();
    const all = entries(6);
    await feed.append(all);
    const socket = await connect(feed, { lastEventId: all[1]?.id ?? '' });
    await socket.until(() => socket.frames.length === 5);
    expect(socket.frames[0]).toMatchObject({ payload: { resume: 'replay' } });
    expect(eventIds(socket.frames)).toEqual(all.slice(2).map(({ id }) => id));
  });

  test('from an event that is not in the log is a reset', async () => {
    const feed = feedOfNobody();
    await feed.append(entries(2));
    const socket = await connect(feed, { lastEventId: ulid() });
    await socket.until(() => socket.frames.length === 1);
    expect(socket.frames[0]).toMatchObject({ payload: { resume: 'reset' } });
  });
});

describe('a socket', () => {
  test('that does not acknowledge is told once that it is behind, and gets what comes after it has read the log', async () => {
    const feed = feedOfNobody();
    const [slow, quick] = [await connect(feed), await connect(feed)];
    const all = entries(150);
    for (let at = 0; at < all.length; at += 50) {
      await feed.append(all.slice(at, at + 50));
      await quick.until(() => eventIds(quick.frames).length === at + 50);
      quick.send({ type: 'feed.ack', payload: { eventId: all[at + 49]?.id } });
      await untilAcknowledged(feed);
    }
    await slow.until(() => slow.frames.at(-1)?.type === 'feed.behind');
    expect(eventIds(slow.frames)).toHaveLength(100);
    const behind = slow.frames.filter(({ type }) => type === 'feed.behind');
    expect(behind.map(({ payload }) => payload.since)).toEqual([all[99]?.id]);
    slow.send({ type: 'feed.ack', payload: { eventId: all[149]?.id } });
    const [next] = entries(1) as [FeedEntry];
    await feed.append([next]);
    await slow.until(() => eventIds(slow.frames).length === 101);
    expect(eventIds(slow.frames)).toEqual([...all.slice(0, 100), next].map(({ id }) => id));
  });

  test('that is behind is sent nothing until it has what was there when it was told so: it is reading the log', async () => {
    const feed = feedOfNobody();
    const socket = await connect(feed);
    const [all, later] = [entries(300), entries(120, Date.now() + 1_000)];
    await feed.append(all);
    await socket.until(() => socket.frames.at(-1)?.type === 'feed.behind');
    for (const at of [49, 249]) socket.send({ type: 'feed.ack', payload: { eventId: all[at]?.id } });
    await feed.append(later);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(eventIds(socket.frames)).toHaveLength(100);
    socket.send({ type: 'feed.ack', payload: { eventId: later[59]?.id } });
    await socket.until(() => eventIds(socket.frames).length === 160);
    expect(eventIds(socket.frames).slice(100)).toEqual(later.slice(60).map(({ id }) => id));
  });

  test('that has all it was handed and does not read the log is told again that it is behind', async () => {
    const feed = feedOfNobody();
    const socket = await connect(feed);
    const all = entries(300);
    await feed.append(all);
    const timesTold = () => socket.frames.filter(({ type }) => type === 'feed.behind').length;
    await socket.until(() => timesTold() === 1);
    socket.send({ type: 'feed.ack', payload: { eventId: all[99]?.id } });
    await socket.until(() => timesTold() === 2);
    expect(eventIds(socket.frames)).toHaveLength(100);
  });

  test('that acknowledges gets everything, however often the same events are appended', async () => {
    const feed = feedOfNobody();
    const socket = await connect(feed);
    const all = entries(400);
    for (let at = 0; at < all.length; at += 100) {
      const page = all.slice(at, at + 100);
      // Two relays of one user: what they hand over overlaps.
      await Promise.all([
        feed.append(page.slice(0, 60)),
        feed.append(page),
        feed.append(all.slice(0, at + 100)),
      ]);
      await socket.until(() => eventIds(socket.frames).length === at + 100);
      socket.send({ type: 'feed.ack', payload: { eventId: page.at(-1)?.id } });
      await untilAcknowledged(feed);
    }
    expect(eventIds(socket.frames)).toEqual(all.map(({ id }) => id));
    expect(socket.frames.some(({ type }) => type === 'feed.behind')).toBe(false);
  });

  test('is replaced by a newer one of the same tab', async () => {
    const feed = feedOfNobody();
    const older = await connect(feed, { tab: 'one' });
    const newer = await connect(feed, { tab: 'one' });
    await older.until(() => older.closed === 4409);
    await feed.append(entries(1));
    await newer.until(() => eventIds(newer.frames).length === 1);
  });

  test('is the fifth at the most', async () => {
    const feed = feedOfNobody();
    for (let at = 0; at < 5; at += 1) expect((await connect(feed)).status).toBe(101);
    expect((await connect(feed)).status).toBe(429);
  });

  test('closes with its session, and only with its own', async () => {
    const feed = feedOfNobody();
    const [mine, other] = [await connect(feed, {}, 'mine'), await connect(feed, {}, 'other')];
    await feed.closeSessions(['mine']);
    await mine.until(() => mine.closed === 4401);
    expect(other.closed).toBeNull();
    expect((await connect(feed, {}, 'mine')).status).toBe(401);
  });

  test('that breaks the contract is answered, and closed if it goes on', async () => {
    const socket = await connect(feedOfNobody());
    socket.send('no json');
    await socket.until(() => socket.frames.some(({ type }) => type === 'feed.error'));
    socket.send({ type: 'order.place', payload: {} });
    socket.send({ type: 'feed.ack', payload: { eventId: ulid() } });
    await socket.until(() => socket.closed === 1008);
  });

  test('that floods is closed, and what is still on its way changes nothing', async () => {
    const feed = feedOfNobody();
    const [flooding, other] = [await connect(feed), await connect(feed)];
    const [only] = entries(1) as [FeedEntry];
    await feed.append([only]);
    for (let at = 0; at < 500; at += 1) {
      if (flooding.closed === null) flooding.send({ type: 'feed.ack', payload: { eventId: only.id } });
    }
    await flooding.until(() => flooding.closed === 1008);
    await feed.append(entries(1));
    await other.until(() => eventIds(other.frames).length === 2);
  });

  test('that answers to nothing makes room for a sixth tab; one that was just heard of does not', async () => {
    const feed = feedOfNobody();
    const tabs: Awaited<ReturnType<typeof connect>>[] = [];
    for (let at = 0; at < 5; at += 1) tabs.push(await connect(feed));
    expect((await connect(feed)).status).toBe(429);
    await runInDurableObject(feed, (_, ctx) => {
      for (const [at, socket] of ctx.getWebSockets().entries()) {
        if (at !== 2) continue;
        const hourAgo = Date.now() - 3_600_000;
        socket.serializeAttachment({ ...socket.deserializeAttachment(), heardAt: hourAgo });
      }
    });
    expect((await connect(feed)).status).toBe(101);
    await tabs[0]?.until(() => tabs.some(({ closed }) => closed !== null));
    expect(tabs.map(({ closed }) => closed).filter((code) => code !== null)).toEqual([4408]);
  });

  test('that sends more than 32 KB is closed', async () => {
    const socket = await connect(feedOfNobody());
    socket.send('x'.repeat(33 * 1024));
    await socket.until(() => socket.closed === 1009);
  });
});
