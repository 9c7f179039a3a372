import WebSocket from 'ws';
import { z } from 'zod';
import type { TwinClient } from '../dev/client.ts';

const FrameSchema = z.object({ type: z.string(), eventId: z.string().optional() });
const ACK_EVERY = 50;

export interface FeedReader {
  reflections: Set<string>;
  /** Resolves with the moment (performance.now) at which the `count`th reflection arrived. */
  untilReflections(count: number): Promise<number>;
  close(): void;
}

/** Reads the feed as the app does: it acknowledges every 50 frames and catches up over HTTP never, since it is quick enough. */
export async function readFeed(client: TwinClient): Promise<FeedReader> {
  const url = `${client.origin.replace('http', 'ws')}/ws/coach?tab=bench`;
  const socket = new WebSocket(url, { headers: { cookie: client.cookieHeader, origin: client.origin } });
  const reflections = new Set<string>();
  let waiting: { count: number; resolve: (at: number) => void } | undefined;
  let unacknowledged = 0;
  socket.on('message', (data) => {
    const { type, eventId } = FrameSchema.parse(JSON.parse(String(data)));
    if (eventId === undefined) return;
    if (type === 'coach.reflect') reflections.add(eventId);
    unacknowledged += 1;
    if (unacknowledged >= ACK_EVERY) {
      unacknowledged = 0;
      socket.send(JSON.stringify({ type: 'feed.ack', payload: { eventId } }));
    }
    if (waiting && reflections.size >= waiting.count) waiting.resolve(performance.now());
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    reflections,
    untilReflections: (count) =>
      reflections.size >= count
        ? Promise.resolve(performance.now())
        : new Promise((resolve) => {
            waiting = { count, resolve };
          }),
    close: () => socket.close(),
  };
}
