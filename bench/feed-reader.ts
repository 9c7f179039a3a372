import WebSocket from 'ws';
import { z } from 'zod';
import type { TwinClient } from '../dev/client.ts';

const FrameSchema = z.object({
  type: z.string(),
  eventId: z.string().optional(),
  payload: z.object({ tradeId: z.string().optional() }).optional(),
});
const ACK_EVERY = 50;
const PATIENCE_MS = 60_000;

export interface FeedReader {
  /**
   * Resolves with the moment (performance.now) at which a reflection on the `count`th trade arrived. Rejects when it does not within a minute, or the
   * reader fell behind.
   */
  untilReflections(count: number): Promise<number>;
  close(): void;
}

/** Reads the feed as the app does and acknowledges every 50 frames. It never reads the log over HTTP: where it would have to, it gives up. */
export async function readFeed(client: TwinClient): Promise<FeedReader> {
  const url = `${client.origin.replace('http', 'ws')}/ws/coach?tab=bench`;
  const socket = new WebSocket(url, { headers: { cookie: client.cookieHeader, origin: client.origin } });
  const reflected = new Set<string>();
  const arrivals: number[] = [];
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  let look = () => {};
  let unacknowledged = 0;
  socket.on('message', (data) => {
    const { type, eventId, payload } = FrameSchema.parse(JSON.parse(String(data)));
    if (type === 'feed.behind') failure.reject(new Error('The reader of the feed fell behind.'));
    if (eventId === undefined) return;
    if (type === 'coach.reflect' && payload?.tradeId !== undefined && !reflected.has(payload.tradeId)) {
      reflected.add(payload.tradeId);
      arrivals.push(performance.now());
      look();
    }
    unacknowledged += 1;
    if (unacknowledged >= ACK_EVERY) {
      unacknowledged = 0;
      socket.send(JSON.stringify({ type: 'feed.ack', payload: { eventId } }));
    }
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    untilReflections(count) {
      const arrival = new Promise<number>((resolve, reject) => {
        look = () => {
          const at = arrivals[count - 1];
          if (at !== undefined) resolve(at);
        };
        look();
        setTimeout(
          () => reject(new Error(`${arrivals.length} of ${count} trades were told of.`)),
          PATIENCE_MS,
        ).unref();
      });
      return Promise.race([arrival, failure.promise]);
    },
    close: () => socket.close(),
  };
}
