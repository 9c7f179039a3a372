import { env } from 'cloudflare:workers';
import { beforeAll } from 'vitest';
import { rateLimiter, userFeed } from '../../durable/stub.ts';

// The first Durable Object of a class that a workerd meets loads its code from the test server, for longer than anybody waits for a feed or a limiter.
beforeAll(async () => {
  await (await userFeed(env, 'warm').fetch('http://feed/?limit=1')).body?.cancel();
  await rateLimiter(env, 'warm', 'warm').peek({ burst: 1, everyMs: 1 });
});
