import { env } from 'cloudflare:workers';
import { beforeAll } from 'vitest';
import { userFeed } from '../../durable/stub.ts';

// The first Durable Object that a workerd meets loads its code from the test server, for longer than the relay waits for a feed.
beforeAll(async () => {
  await (await userFeed(env, 'warm').fetch('http://feed/?limit=1')).body?.cancel();
});
