import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { PostgresTarget } from './target.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Length 8, then the code 1234.5679: asks the server to speak TLS; it answers one byte, S or N. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** A raw connection to Postgres, already encrypted if the target asks for it; no startup message is sent. */
export async function connectPostgres({ host, port, ssl }: PostgresTarget): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true, keepAlive: true });
  const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
  try {
    await once(socket, 'connect', { signal });
    if (ssl === false) return guarded(socket);
    socket.write(SSL_REQUEST);
    const [answer] = (await once(socket, 'data', { signal })) as [Buffer];
    if (answer.toString('latin1') !== 'S') throw new Error('Postgres does not offer TLS');
    const secure = connectTls({ ...ssl, socket });
    await once(secure, 'secureConnect', { signal });
    return guarded(secure);
  } catch (error) {
    guarded(socket).destroy();
    throw error;
  }
}

/** A connection may break between two listeners; an 'error' nobody hears ends the process. */
function guarded(socket: Socket): Socket {
  socket.on('error', () => {});
  return socket;
}
