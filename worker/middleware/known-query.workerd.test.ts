import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signedUp } from '../../test/support/trader.ts';
import { app } from '../app.ts';

/** What a broker's log-in adds to the address of the callback is its own affair. */
const TAKES_ANYTHING = new Set(['/api/brokers/{broker}/connect/callback']);

const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
  definition.type === 'route' ? [definition.route] : [],
);
/** An address that each part of a path may have. */
const addressOf = (path: string) => path.replace('{broker}', 'coinbase').replaceAll(/{\w+}/g, '0'.repeat(26));

describe('a field of the query that no contract names', () => {
  test.each(routes.filter(({ path }) => !TAKES_ANYTHING.has(path)).map(({ method, path }) => [method, path]))(
    'is refused: %s %s',
    async (method, path) => {
      const client = await signedUp();
      const answer = await client.send(method.toUpperCase(), `${addressOf(path)}?admin=1`);
      expect(answer.status).toBe(400);
      expect(z.object({ code: z.string() }).parse(await answer.json())).toEqual({ code: 'invalid_request' });
      expect((await client.get('/api/auth/me')).status).toBe(200);
    },
  );

  test('is told by its name', async () => {
    const answer = await (await signedUp()).get('/api/thresholds?admin=1&role=x');
    expect(await answer.json()).toMatchObject({ fields: [{ path: 'admin' }, { path: 'role' }] });
  });
});
