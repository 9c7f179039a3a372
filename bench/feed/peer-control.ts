import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { type Append, AppendSchema } from './control.ts';
import type { PeerStore } from './peer-store.ts';

/** A peer's hands for the benchmark: POST /users makes a signed-in user, POST /append tells events. */
export function serveControl(
  server: Server,
  store: PeerStore,
  append: (told: Append) => Promise<void>,
): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // socket.io listens on the same server and answers what is its own.
    if (request.method !== 'POST' || (request.url !== '/users' && request.url !== '/append')) return;
    const answer =
      request.url === '/users'
        ? store.signUp(randomUUID())
        : json(request).then((body) => append(AppendSchema.parse(body)));
    answer.then(
      (body) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {})),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
}
