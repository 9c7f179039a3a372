import { request } from 'node:http';
import { CROWD_HEADER } from '../../dev/crowd.ts';
import type { Stack } from './stack.ts';

/** The status that a WebSocket handshake is answered with; 101 where it was granted. */
export function handshake(
  stack: Stack,
  headers: Record<string, string>,
  query = 'tab=handshake',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${stack.origin}/ws/coach?${query}`, {
      headers: {
        upgrade: 'websocket',
        connection: 'Upgrade',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        [CROWD_HEADER]: 'handshake',
        ...headers,
      },
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}
