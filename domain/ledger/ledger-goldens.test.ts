import BigJs from 'big.js';
import { describe, expect, it } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../test/support/shared-data.ts';
import { fill } from '../testing/builders.ts';
import { matchFills } from '../testing/match-fills.ts';
import type { Fill } from './fill.ts';

type Entry = { ts: string; qty: string; cost: string };
type Disposal = Entry & { proceeds: string; gain: string };
type LotCase = { id: string; lots: Entry[]; disposals: Disposal[]; total_gain: string };
type TradeCase = {
  id: string;
  ins: { ts: string; qty: string; spot: string; fee_fiat: string }[];
  outs: { ts: string; qty: string; spot: string; crypto_fee: string }[];
  expected: Record<'fifo' | 'lifo', { lots: { gain: string; lot_ts: string }[] }>;
};

// rp2 (Apache-2.0) computes taxes FIFO; a lot is a buy, and a disposal of any kind takes from lots as a sale does.
describe.skipIf(!sharedDataIsThere)(`rp2's golden cases${SKIP_NOTE}`, () => {
  const lotCases = read<LotCase>('fifo/rp2_lots_disposals_fifo.json');
  const tradeCases = read<TradeCase>('fifo/rp2_pure_buy_sell.json');

  it('are all read', () => {
    expect([lotCases.length, tradeCases.length]).toEqual([19, 4]);
  });

  // Only totals are given, so each entry is booked at a unit price of 1 and the rest of the total as its fee.
  it.each(lotCases)('finds every gain of $id', ({ lots, disposals, total_gain }) => {
    const bought = lots.map(({ ts, qty, cost }, n) => unitFill(n, 'BUY', ts, qty, minus(cost, qty)));
    const sold = disposals.map(({ ts, qty, proceeds }, n) =>
      unitFill(1000 + n, 'SELL', ts, qty, minus(qty, proceeds)),
    );
    const sales = matchFills('BTC-USD', [...bought, ...sold]).filter((one) => one.fill.side === 'SELL');
    expect(sales).toHaveLength(disposals.length);
    sales.forEach(({ outcome }, n) => {
      expect(outcome.basis).toBe('known');
      expect(closeTo(outcome.pnl, disposals[n]?.gain)).toBe(true);
    });
    const total = sales.reduce((sum, { outcome }) => sum.plus(outcome.pnl ?? 'NaN'), new BigJs('0'));
    expect(closeTo(total.toFixed(), total_gain)).toBe(true);
  });

  const byMethod = tradeCases.flatMap((golden) =>
    (['fifo', 'lifo'] as const).map((matching) => ({ id: golden.id, golden, matching })),
  );
  it.each(byMethod)('finds every gain of the plain trades of $id by $matching', ({ golden, matching }) => {
    const bought = golden.ins.map(({ ts, qty, spot, fee_fiat }, n) =>
      fill(n, { side: 'BUY', qty: plain(qty), price: plain(spot), fee: plain(fee_fiat), ts: Date.parse(ts) }),
    );
    const sold = golden.outs.map(({ ts, qty, spot, crypto_fee }, n) =>
      fill(1000 + n, {
        side: 'SELL',
        qty: plain(qty),
        price: plain(spot),
        fee: plain(crypto_fee),
        feeCurrency: 'BTC',
        ts: Date.parse(ts),
      }),
    );
    const booked = matchFills('BTC-USD', [...bought, ...sold], { matching });
    const found = booked.flatMap(({ outcome }) =>
      outcome.matches.map(({ pnl, openedAt }) => `${pnl} of ${openedAt}`),
    );
    const expected = golden.expected[matching].lots.map(
      ({ gain, lot_ts }) => `${plain(gain)} of ${Date.parse(lot_ts)}`,
    );
    expect(found).toEqual(expected);
  });
});

function read<T>(path: string): T[] {
  return sharedDataIsThere ? JSON.parse(readSharedText(path)) : [];
}

function unitFill(n: number, side: Fill['side'], ts: string, qty: string, fee: string): Fill {
  return fill(n, { side, qty: plain(qty), price: '1', fee, feeCurrency: 'USD', ts: Date.parse(ts) });
}

function plain(value: string): string {
  return new BigJs(value).toFixed();
}

function minus(a: string, b: string): string {
  return new BigJs(a).minus(b).toFixed();
}

/** Some of rp2's gains are rounded sums: 40400 − 30341 stands there as 10059.000000000000894. */
function closeTo(a: string | null, b: string | undefined): boolean {
  return a !== null && b !== undefined && new BigJs(a).minus(b).abs().lt('1e-11');
}
