import { describe, expect, it } from 'vitest';
import type { MarketPlan } from '../../../domain/engine/market-needs.ts';
import type { LoadSnapshots } from '../../market/load-markets.ts';
import type { Snapshot } from '../../market/snapshots.ts';
import { fail, ok } from '../../result.ts';
import { marketsInTime } from './markets-in-time.ts';

const NOW = Date.parse('2026-05-20T12:30:00Z');
const KEY = 'coinbase:BTC-USD';
const PLAN: MarketPlan = {
  broker: 'coinbase',
  symbol: 'BTC-USD',
  months: ['2026-01', '2026-02', '2026-04', '2026-05'],
  untilMs: NOW,
};
const fileOf = (month: string): Snapshot => ({ hash: month, month, coveredUntil: NOW, bars: [] });
const stored: LoadSnapshots = async ({ months }) => ok(months.map(fileOf));
const never: LoadSnapshots = () => new Promise(() => undefined);

async function opened(load: LoadSnapshots, patienceMs = 50) {
  const after: Promise<void>[] = [];
  const afterAnswer = (work: () => Promise<void>) => void after.push(work());
  return { after, markets: await marketsInTime([PLAN], { load, now: NOW, afterAnswer, patienceMs }) };
}

const read = ({ markets }: Awaited<ReturnType<typeof opened>>) =>
  markets.products.get(KEY)?.hashes({ ts: NOW, fromMs: Date.parse('2026-01-05'), untilMs: NOW });

describe('markets in time', () => {
  it('are all that is stored', async () => {
    expect(read(await opened(stored))).toEqual(PLAN.months);
  });

  it('are an outage where they do not come, and the fetch goes on after the answer', async () => {
    const arrivals: (() => void)[] = [];
    const slow: LoadSnapshots = () =>
      new Promise((resolve) => {
        arrivals.push(() => resolve(ok([])));
      });
    const found = await opened(slow);
    expect(found.markets.outages).toEqual(new Set([KEY]));
    expect(found.after).toHaveLength(arrivals.length);
    for (const arrive of arrivals) arrive();
    await Promise.all(found.after);
  });

  it('do without months of long ago that do not come', async () => {
    const found = await opened((plan) => (plan.months.includes('2026-01') ? never(plan) : stored(plan)));
    expect(read(found)).toEqual(['2026-04', '2026-05']);
    expect(found.markets.outages.size).toBe(0);
  });

  it('are none of a product that no source has, and an outage where the sources are down', async () => {
    const refused = await opened(async () => fail({ kind: 'refused', status: 404, detail: 'no' }));
    expect([refused.markets.products.size, refused.markets.outages.size]).toEqual([0, 0]);
    const down = await opened(async () =>
      fail({ kind: 'unavailable', retryAfterMs: null, detail: 'HTTP 503' }),
    );
    expect(down.markets.outages).toEqual(new Set([KEY]));
  });
});
