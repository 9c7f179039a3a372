import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { type Duplex, pipeline } from 'node:stream';
import { connectPostgres } from './connect.ts';
import { login } from './login.ts';
import type { PostgresTarget } from './target.ts';

// Under Vite an import would pick ws's browser build, which has no server.
const { WebSocketServer, createWebSocketStream } = createRequire(import.meta.url)(
  'ws',
) as typeof import('ws');

/** One Postgres message may hold a large parameter; Postgres itself stops at 1 GB. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/**
 * Carries bytes between a WebSocket at /v2 and the Postgres port. Both directions are streams, so a slow
 * reader on one side stops the reading on the other, and the end of one side ends the other.
 */
export function serveTunnels(server: Server, target: PostgresTarget): { close(): void } {
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
      const near = createWebSocketStream(client);
      near.on('error', () => {}); // before the pipeline is there
      splice(near, target).catch((error: Error) => client.close(1011, error.message.slice(0, 120)));
    });
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

async function splice(near: Duplex, target: PostgresTarget): Promise<void> {
  const far = await connectPostgres(target);
  try {
    await login(near, far);
  } catch (error) {
    far.destroy();
    throw error;
  }
  pipeline(near, far, near, () => far.destroy());
}
