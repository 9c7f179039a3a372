import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { serveControl } from './peer-control.ts';
import { PeerStore } from './peer-store.ts';
import { serveUntilInputEnds, surroundingsGiven } from './serve.ts';

const AckSchema = z.object({ type: z.literal('feed.ack'), payload: z.object({ eventId: z.string() }) });

/** The feed as one would build it on a server of one's own: `ws`, a numbered outbox in Postgres, and LISTEN/NOTIFY to wake the sender. */
const store = new PeerStore(surroundingsGiven().databaseUrl);
await store.prepare();

interface Reader {
  socket: WebSocket;
  /** Everything up to here was handed to the socket. */
  sentSeq: number;
  ackedId: string | null;
}

/** The readers of a user, and whether the outbox is being read for them or must be read again. */
interface Feed {
  readers: Set<Reader>;
  reading: boolean;
  again: boolean;
}
const feeds = new Map<string, Feed>();

const server = createServer();
serveControl(server, store, (told) => store.append(told));
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
server.on('upgrade', (request, socket, head) => {
  store.userOf(request.headers.cookie).then(
    (userId) => {
      if (userId)
        sockets.handleUpgrade(request, socket, head, (client) => void open(client, request, userId));
      else socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    },
    () => socket.destroy(),
  );
});
const listener = await store.listen((userId) => void pump(userId));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (!address || typeof address === 'string') throw new Error('The peer has no port.');
const origin = `http://127.0.0.1:${address.port}`;
serveUntilInputEnds({ origin, control: origin }, async () => {
  for (const client of sockets.clients) client.terminate();
  await listener.stop();
  await store.end();
});

async function open(socket: WebSocket, request: IncomingMessage, userId: string): Promise<void> {
  const reader: Reader = { socket, sentSeq: 0, ackedId: null };
  socket.on('message', (data) => {
    const ack = AckSchema.safeParse(JSON.parse(String(data)));
    if (ack.success) reader.ackedId = ack.data.payload.eventId;
  });
  const feed = feeds.get(userId) ?? { readers: new Set(), reading: false, again: false };
  feeds.set(userId, feed);
  socket.once('close', () => feed.readers.delete(reader));
  const cursor = new URL(request.url ?? '/', origin).searchParams.get('lastEventId');
  reader.sentSeq = cursor === null ? await store.head(userId) : await store.seqOf(userId, cursor);
  socket.send(
    JSON.stringify({ type: 'feed.hello', payload: { resume: cursor === null ? 'current' : 'replay' } }),
  );
  feed.readers.add(reader);
  await pump(userId);
}

/** Reads the outbox from where the slowest of the user's readers stands, once for all, until nothing new was committed meanwhile. */
async function pump(userId: string): Promise<void> {
  const feed = feeds.get(userId);
  if (!feed) return;
  feed.again = true;
  if (feed.reading) return;
  feed.reading = true;
  while (feed.again) {
    feed.again = false;
    if (feed.readers.size === 0) break;
    const from = Math.min(...[...feed.readers].map(({ sentSeq }) => sentSeq));
    const rows = await store.after(userId, from);
    for (const reader of feed.readers) {
      for (const { seq, frame } of rows) {
        if (seq <= reader.sentSeq) continue;
        reader.socket.send(frame);
        reader.sentSeq = seq;
      }
    }
  }
  feed.reading = false;
}
