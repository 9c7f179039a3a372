import { describe, expect, test } from 'vitest';
import { signedUp } from '../../test/support/trader.ts';
import { app } from '../app.ts';

/** What a broker's log-in adds to the address of the callback is its own affair. */
const TAKES_ANYTHING = new Set(['/api/brokers/{broker}/connect/callback']);

/** No line of a signature speaks for a query, so that the whole request is refused as unsigned. */
const problemOf = (path: string) =>
  path.startsWith('/v1/')
    ? { status: 401, code: 'signature_invalid' }
    : { status: 400, code: 'invalid_request' };

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
      expect(answer.status).toBe(problemOf(path).status);
      expect(await answer.json()).toMatchObject(problemOf(path));
      expect((await client.get('/api/auth/me')).status).toBe(200);
    },
  );

  test('is told by its name', async () => {
    const answer = await (await signedUp()).get('/api/thresholds?admin=1&role=x');
    expect(await answer.json()).toMatchObject({ fields: [{ path: 'admin' }, { path: 'role' }] });
  });
});
