import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { connectPostgres } from './connect.ts';
import { login } from './login.ts';
import type { PostgresTarget } from './target.ts';

// Under Vite an import would pick ws's browser build, which has no server.
const { WebSocketServer, createWebSocketStream } = createRequire(import.meta.url)(
  'ws',
) as typeof import('ws');

/** One Postgres message may hold a large parameter; Postgres itself stops at 1 GB. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
const GOING_AWAY = 1001;
const BROKEN = 1011;
const FAREWELL_MS = 250;

/** Carries bytes between a WebSocket at /v2 and the Postgres port. */
export function serveTunnels(server: Server, target: PostgresTarget): { close(): Promise<void> } {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    if (request.url?.split('?', 1)[0] !== '/v2') {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      open(client, target).catch((error: Error) => client.close(BROKEN, error.message.slice(0, 120)));
    });
  });
  return {
    async close() {
      const clients = [...sockets.clients];
      const gone = clients.map((client) => once(client, 'close'));
      for (const client of clients) client.close(GOING_AWAY);
      await Promise.race([Promise.all(gone), sleep(FAREWELL_MS)]);
      for (const client of clients) client.terminate();
    },
  };
}

async function open(client: WebSocket, target: PostgresTarget): Promise<void> {
  const near = createWebSocketStream(client);
  near.on('error', () => {});
  const far = await connectPostgres(target);
  client.once('close', () => far.destroySoon());
  try {
    await login(near, far);
  } catch (error) {
    far.destroy();
    throw error;
  }
  join(client, near, far);
}

/**
 * Both directions are streams, so a slow reader on one side stops the reading on the other. Either side may
 * leave first, and the WebSocket always ends by its handshake: without one the driver reports an error for a
 * session that ended well. Hence no `pipeline`, which destroys the one end as soon as the other is gone.
 */
function join(client: WebSocket, near: Duplex, far: Socket): void {
  near.pipe(far);
  far.on('data', (bytes) => {
    if (client.readyState === client.OPEN && !near.write(bytes)) far.pause();
  });
  near.on('drain', () => far.resume());
  far.once('close', () => {
    near.end(); // what is still on its way to the client goes before the closing handshake
    near.resume(); // whose answer must be read
  });
}
