import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { serveControl } from './peer-control.ts';
import { PeerStore } from './peer-store.ts';
import { serveUntilInputEnds, surroundingsGiven } from './serve.ts';

const TellEventsSchema = z.array(z.looseObject({ id: z.string() }));

/**
 * The feed as one would build it with socket.io: a room per user, and its own recovery of missed packets. What it recovers it holds in
 * the memory of this one process, for two minutes: a restart or a second server process loses it, so the outbox is its only lasting copy.
 */
const store = new PeerStore(surroundingsGiven().databaseUrl);
await store.prepare();

const server = createServer();
const io = new Server(server, {
  serveClient: false,
  transports: ['websocket'],
  // By default a recovered socket skips the check of who it is; ours checks every time.
  connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: false },
});
serveControl(server, store, async (told) => {
  await store.append(told);
  for (const { id, ...event } of TellEventsSchema.parse(JSON.parse(told.events)))
    io.to(told.userId).emit('event', { eventId: id, ...event });
});
io.use((socket, next) => {
  store.userOf(socket.request.headers.cookie).then(
    (userId) => {
      if (userId) void socket.join(userId);
      next(userId ? undefined : new Error('unauthenticated'));
    },
    (error: Error) => next(error),
  );
});
io.on('connection', (socket) => socket.emit('hello', { recovered: socket.recovered }));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (!address || typeof address === 'string') throw new Error('The peer has no port.');
const origin = `http://127.0.0.1:${address.port}`;
serveUntilInputEnds({ origin, control: origin }, async () => {
  io.disconnectSockets(true);
  await store.end();
});
