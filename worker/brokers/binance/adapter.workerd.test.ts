import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { configOf } from '../../env.ts';
import type { Result } from '../../result.ts';
import type { ActivityPage, BrokerFailure } from '../port.ts';
import { adapterOf } from '../registry.ts';

test('Binance is read from within a Worker as from anywhere', async () => {
  const made = await fetch(`${env.BINANCE_API_URL}/_sim/keys`, {
    method: 'POST',
    body: JSON.stringify({ account: 'in workerd' }),
  });
  const { apiKey: key, secret }: { apiKey: string; secret: string } = await made.json();
  const adapter = adapterOf(configOf(env), 'binance');
  expect(await adapter?.apiKey?.permissionsOf({ key, secret })).toMatchObject({ value: { excess: [] } });
  expect(await adapter?.apiKey?.permissionsOf({ key, secret: 'another' })).toEqual({
    ok: false,
    failure: { kind: 'unauthorized' },
  });
  const credentials = { kind: 'api_key', key, secret } as const;
  const [since, until] = [new Date(Date.now() - 40 * 86_400_000), new Date()];
  let [cursor, fills, pages]: [string | null, number, number] = [null, 0, 0];
  do {
    const page: Result<ActivityPage, BrokerFailure> | undefined = await adapter?.fetchActivity({
      credentials,
      since,
      until,
      cursor,
    });
    if (!page?.ok) throw new Error(JSON.stringify(page));
    fills += page.value.fills.length;
    cursor = page.value.nextCursor;
    pages += 1;
  } while (cursor !== null && pages < 50);
  const told = await fetch(`${env.BINANCE_API_URL}/_sim/accounts/in%20workerd`);
  const { trades }: { trades: unknown[] } = await told.json();
  expect(trades.length).toBeGreaterThan(40);
  expect(fills).toBe(trades.length);
});
