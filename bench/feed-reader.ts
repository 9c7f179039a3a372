import WebSocket from 'ws';
import { z } from 'zod';
import { parse, type TwinClient } from '../dev/client.ts';

const EventSchema = z.object({
  type: z.string(),
  eventId: z.string(),
  payload: z.object({ tradeId: z.string().optional() }),
});
const FrameSchema = z.union([EventSchema, z.object({ type: z.string(), eventId: z.undefined().optional() })]);
const PageSchema = z.object({ events: z.array(EventSchema), more: z.boolean() });
const ACK_EVERY = 50;
const PATIENCE_MS = 60_000;

type FeedEvent = z.output<typeof EventSchema>;

export interface FeedReader {
  /** Resolves with the moment (performance.now) at which a reflection on the `count`th trade arrived. Rejects when it does not within a minute. */
  untilReflections(count: number): Promise<number>;
  close(): void;
}

/** Reads the feed as the app does: it acknowledges every 50 frames, and where it falls behind it reads the log over HTTP. */
export async function readFeed(client: TwinClient): Promise<FeedReader> {
  const url = `${client.origin.replace('http', 'ws')}/ws/coach?tab=bench`;
  const socket = new WebSocket(url, { headers: { cookie: client.cookieHeader, origin: client.origin } });
  const reflected = new Set<string>();
  const arrivals: number[] = [];
  let last = '';
  let unacknowledged = 0;
  let reading = false;
  let waiting: FeedEvent[] = [];
  let look = () => {};

  function take({ type, eventId, payload }: FeedEvent): void {
    last = eventId;
    if (type !== 'coach.reflect' || payload.tradeId === undefined || reflected.has(payload.tradeId)) return;
    reflected.add(payload.tradeId);
    arrivals.push(performance.now());
    look();
  }

  function acknowledge(): void {
    unacknowledged = 0;
    socket.send(JSON.stringify({ type: 'feed.ack', payload: { eventId: last } }));
  }

  async function readOn(): Promise<void> {
    if (reading) return;
    reading = true;
    for (let more = true; more; ) {
      const page = await parse(await client.get(`/api/events?limit=1000&since=${last}`), PageSchema);
      for (const event of page.events) take(event);
      more = page.more;
    }
    reading = false;
    for (const event of waiting) take(event);
    waiting = [];
    acknowledge();
  }

  socket.on('message', (data) => {
    const frame = FrameSchema.parse(JSON.parse(String(data)));
    if (frame.eventId === undefined) {
      if (frame.type === 'feed.behind') void readOn();
      return;
    }
    if (reading) {
      waiting.push(frame);
      return;
    }
    take(frame);
    unacknowledged += 1;
    if (unacknowledged >= ACK_EVERY) acknowledge();
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    untilReflections: (count) =>
      new Promise((resolve, reject) => {
        look = () => {
          const at = arrivals[count - 1];
          if (at !== undefined) resolve(at);
        };
        look();
        setTimeout(
          () => reject(new Error(`${arrivals.length} of ${count} trades were told of.`)),
          PATIENCE_MS,
        ).unref();
      }),
    close: () => socket.close(),
  };
}
