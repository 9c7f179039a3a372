import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerSql } from './neon-proxy/http-sql.ts';
import { ConnectionPools } from './neon-proxy/pools.ts';
import { postgresTarget } from './neon-proxy/target.ts';
import { serveTunnels } from './neon-proxy/tunnel.ts';

export interface NeonProxyOptions {
  databaseUrl: string;
  port?: number;
}

export interface RunningNeonProxy {
  /** `127.0.0.1:PORT`: the driver's `fetchEndpoint` is `http://HOST/sql`, its `wsProxy` gives `HOST/v2`. */
  host: string;
  stop(): Promise<void>;
}

/**
 * Plays Neon's edge in front of any Postgres: POST /sql for the HTTP driver, WebSocket /v2 for its Pool and
 * Client. Each caller proves itself to Postgres with the user and password of its own connection string (so
 * a web page that guesses the port gets nowhere); host and port of that string are ignored.
 */
export async function startNeonProxy(options: NeonProxyOptions): Promise<RunningNeonProxy> {
  const target = postgresTarget(options.databaseUrl);
  const pools = new ConnectionPools(target);
  const server = createServer((request, response) => {
    void answerSql(pools, request, response);
  });
  server.keepAliveTimeout = 60_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  const tunnels = serveTunnels(server, target);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the Neon proxy has no port');
  return {
    host: `127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await tunnels.close();
      server.closeAllConnections();
      await Promise.all([closed, pools.end()]);
    },
  };
}
