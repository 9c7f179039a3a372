import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { z } from 'zod';
import type { TwinClient } from '../../dev/client.ts';

const FrameSchema = z.object({
  type: z.string(),
  eventId: z.string().optional(),
  payload: z.object({ resume: z.string().optional() }).optional(),
});
const ANSWER_MS = 5_000;

export interface RawSocket {
  /** The status of a handshake that was not granted. */
  refused: number | null;
  /** Events that came, whatever they say. */
  events: number;
  send(frame: string | Buffer): void;
  /** What the feed said of where the cursor stands. */
  hello(): Promise<string>;
  /** The first control frame after the hello, or the code of the close; 0: neither came. */
  answer(): Promise<string | number>;
  /** Whether the feed says that it ends. */
  ending(withinMs: number): Promise<boolean>;
  /** The code of the close; 0: the connection is still there, as workerd leaves it for ten seconds after it said so. */
  closed(withinMs?: number): Promise<number>;
  end(): void;
}

/** A socket in the hands of someone who means no good: it acknowledges nothing, does not come back, and sends what it is told to. */
export async function openRawSocket(
  client: TwinClient,
  query: Record<string, string> = {},
): Promise<RawSocket> {
  const { origin, cookieHeader } = client;
  const url = `${origin.replace('http', 'ws')}/ws/coach?${new URLSearchParams({ tab: randomUUID(), ...query })}`;
  const socket = new WebSocket(url, { headers: { cookie: cookieHeader, origin } });
  const control: z.infer<typeof FrameSchema>[] = [];
  let refused: number | null = null;
  let code = 0;
  let events = 0;
  socket.on('error', () => {});
  socket.on('unexpected-response', (request, response) => {
    refused = response.statusCode ?? 0;
    request.destroy();
  });
  socket.on('message', (data) => {
    const frame = FrameSchema.parse(JSON.parse(String(data)));
    if (frame.eventId === undefined) control.push(frame);
    else events += 1;
  });
  socket.on('close', (closeCode) => {
    code = closeCode;
  });
  await until(() => socket.readyState !== WebSocket.CONNECTING || refused !== null, ANSWER_MS);

  return {
    get refused() {
      return refused;
    },
    get events() {
      return events;
    },
    send: (frame) => socket.send(frame, () => {}),
    async hello() {
      await until(() => control.length > 0, ANSWER_MS);
      return control[0]?.payload?.resume ?? 'nothing';
    },
    async answer() {
      await until(() => control.length > 1 || code !== 0, ANSWER_MS);
      return control[1]?.type ?? code;
    },
    async ending(withinMs) {
      await until(() => socket.readyState !== WebSocket.OPEN, withinMs);
      return socket.readyState !== WebSocket.OPEN;
    },
    async closed(withinMs = ANSWER_MS) {
      await until(() => code !== 0, withinMs);
      return code;
    },
    end: () => socket.terminate(),
  };
}

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
}
