import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { TradeBiasResponseSchema } from '../../../contracts/trades.ts';
import { parse } from '../../../dev/client.ts';
import { tradeOf } from '../../../test/support/plain-trade.ts';
import { atRest } from '../../../test/support/scored-trader.ts';
import { healBrokers, signedUp, steer } from '../../../test/support/trader.ts';
import { healVendors } from '../../../test/support/vendors.ts';
import { contextOf } from '../../context.ts';
import { requestScores } from '../trades/scores.ts';
import { verifyAll } from '../trades/verify.ts';
import { snapshotLoader } from './markets.ts';
import { candlesOfTrade } from './trade-candles.ts';

const ctx = contextOf(env);
const withVendor = { ...ctx, config: { ...ctx.config, CANDLE_VENDOR: 'bitstamp' as const } };

afterEach(async () => {
  await healBrokers();
  await healVendors();
});

describe('a trade of a venue that comes as a file', () => {
  test('is scored and charted by another venue’s candles, and recomputed to the byte', async () => {
    const client = await signedUp();
    const { id, userId } = await tradeOf(client, {
      ...{ broker: 'bybit', symbol: 'BTC-USD', ts: '2025-10-15T12:30:00Z', price: '60000' },
    });
    await requestScores(ctx, userId);
    await atRest(userId);
    const { trade, tags, verification } = await parse(
      await client.get(`/api/trades/${id}/bias?verify=1`),
      TradeBiasResponseSchema,
    );
    expect(trade.labels).not.toEqual([]);
    expect(tags[0]?.features.snapshots).toHaveLength(2);
    expect(verification).toMatchObject({ equal: true });
    expect(await verifyAll(ctx, userId)).toMatchObject({ value: { trades: 1, equal: 1 } });
    const { bars } = (await candlesOfTrade(ctx, userId, id)) ?? {};
    expect(bars).toHaveLength(5 * 24 - 1);
  });

  test('is charted by whatever source its month was read from', async () => {
    await steer('/faults', { match: 'ETH-USD/candles', status: 503, times: 100 });
    const client = await signedUp();
    const { id, userId } = await tradeOf(client, {
      ...{ broker: 'bybit', symbol: 'ETH-USD', ts: '2025-10-15T12:30:00Z', price: '3000' },
    });
    const plan = { broker: 'bybit', symbol: 'ETH-USD', months: ['2025-10'] } as const;
    await snapshotLoader(withVendor)({
      ...plan,
      months: [...plan.months],
      untilMs: Date.UTC(2025, 9, 15, 12),
    });
    const { rows } = await ctx.db.execute(
      sql`select source from candle_choice where broker = 'bybit' and symbol = 'ETH-USD' and month = '2025-10'`,
    );
    expect(rows).toEqual([{ source: 'bitstamp' }]);
    // The vendor is asked no more here, and its bars are there to be seen all the same.
    const { bars } = (await candlesOfTrade(ctx, userId, id)) ?? {};
    expect(bars).toHaveLength(5 * 24 - 1);
  });
});
