import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { parse, TwinClient } from '../../dev/client.ts';
import { type Addresses, AddressesSchema, type FeedUser, FeedUserSchema } from './control.ts';
import type { FeedClient } from './feed-client.ts';
import { request } from './http.ts';
import { SocketClient } from './socket-client.ts';
import { SocketIoClient } from './socketio-client.ts';

/** One of those that are measured beside one another. */
export interface FeedSystem {
  name: 'product' | 'ws' | 'socket.io';
  /** Its process: DATA_DIR and DATABASE_URL are its arguments. */
  script: string;
  /** A new user who is signed in. */
  signUp(at: Addresses, email: string): Promise<FeedUser>;
  open(at: Addresses, user: FeedUser, tab: string): FeedClient;
}

export const SYSTEMS: readonly FeedSystem[] = [
  {
    name: 'product',
    script: './product.ts',
    async signUp({ origin }, email) {
      const client = new TwinClient(origin);
      await client.enter({ email, password: 'benchmarks need no secret' });
      const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
      return { userId: user.id, cookie: client.cookieHeader };
    },
    open: ({ origin }, user, tab) => new SocketClient(origin, user, tab),
  },
  {
    name: 'ws',
    script: './peer-ws.ts',
    signUp: signUpAtPeer,
    open: ({ origin }, user, tab) => new SocketClient(origin, user, tab),
  },
  {
    name: 'socket.io',
    script: './peer-socketio.ts',
    signUp: signUpAtPeer,
    open: ({ origin }, user) => new SocketIoClient(origin, user),
  },
];

async function signUpAtPeer({ control }: Addresses): Promise<FeedUser> {
  return FeedUserSchema.parse(JSON.parse(await request('POST', `${control}/users`)));
}

export interface RunningSystem {
  addresses: Addresses;
  stop(): Promise<void>;
}

/** Starts a system's process, and ends it by closing its input. */
export async function startSystem(
  { script }: FeedSystem,
  dataDir: string,
  databaseUrl: string,
): Promise<RunningSystem> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, dataDir, databaseUrl], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    exited.then(() => undefined),
  ]);
  if (line === undefined) throw new Error(`${script} ended before it served.`);
  return {
    addresses: AddressesSchema.parse(JSON.parse(line)),
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
