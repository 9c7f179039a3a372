import { describe, expect, it } from 'vitest';
import { EvidenceSchema } from '../contracts/features.ts';
import { readSharedCsv, SKIP_NOTE, sharedDataIsThere } from '../test/support/shared-data.ts';
import { UNKNOWN } from './features/unknown-reason.ts';
import type { Candle } from './indicators/candle.ts';
import type { Fill } from './ledger/fill.ts';
import { type ScoredFill, scoreFills, scoreProduct } from './score-product.ts';
import { buy, calmCloses, candles, HOUR_MS, START_MS, sell } from './testing/builders.ts';

const SNAPSHOTS = ['a'.repeat(64)];
const calm = calmCloses(300);

function score(fills: Fill[], bars: Candle[]) {
  return scoreProduct({ symbol: 'BTC-USD', fills, candles: bars, snapshots: SNAPSHOTS });
}

function labels(scored: ScoredFill | undefined) {
  return scored?.tags.map(({ label }) => label);
}

/** Ten hours in which the price goes to `end` in even steps. */
function runTo(end: number): number[] {
  const last = calm.at(-1) ?? 100;
  return Array.from({ length: 10 }, (_, i) => last + ((end - last) * (i + 1)) / 10);
}

describe('scoring a product', () => {
  it('calls a buy at the top of a fast rise FOMO', () => {
    const [scored] = score([buy(310, '0.5', '113')], candles([...calm, ...runTo(112)]));
    expect(labels(scored)).toEqual(['FOMO']);
    expect(scored?.insight).toMatch(/BTC-USD .*up on the day.*RSI at \d+.*\. Next time/);
    expect(scored?.sparkline).toHaveLength(26);
    expect(scored?.sparkline.at(-1)).toBe(113);
    const change = 113 / (scored?.sparkline[0] ?? Number.NaN) - 1;
    const told = scored?.evidence.features.pct_change_24h_before;
    expect(told?.known && told.value).toBeCloseTo(change, 12);
  });

  it('calls a sale at a loss in a fall PANIC', () => {
    const scored = score([buy(290, '1', '100'), sell(310, '1', '89')], candles([...calm, ...runTo(90)]));
    expect(labels(scored[1])).toEqual(['PANIC']);
    expect(scored[1]?.outcome).toMatchObject({ basis: 'known', pnl: '-11', heldHours: 20 });
    expect(scored[1]?.insight).toContain('11.00 USD');
  });

  it('calls a buy at the low of the days before DISCIPLINE and one in the middle NEUTRAL', () => {
    const wide = calm.map((close, i) => close + 8 * Math.sin(i / 8));
    const low = Math.min(...wide.slice(222, 294));
    const at = (price: number) => labels(score([buy(300, '1', price.toFixed(2))], candles(wide))[0]);
    expect(at(low * 1.005)).toEqual(['DISCIPLINE']);
    expect(at(low * 1.05)).toEqual(['NEUTRAL']);
  });

  it('tells a buy at the low by its signed distance from that low', () => {
    const wide = calm.map((close, i) => close + 8 * Math.sin(i / 8));
    const low = 0.999 * Math.min(...wide.slice(222, 294));
    const told = (price: number) => score([buy(300, '1', price.toFixed(4))], candles(wide))[0]?.insight;
    expect(told(low * 1.009)).toContain('0.9% above its prior low');
    expect(told(low * 0.988)).toContain('1.2% below its prior low');
  });

  it('says of a NEUTRAL sale whose buy is not in the history that its result is not known', () => {
    const [sold] = score([sell(300, '1', '100')], candles(calm));
    expect(labels(sold)).toEqual(['NEUTRAL']);
    expect(sold?.outcome.basis).toBe('unknown');
    expect(sold?.insight).toMatch(/not in the history.*\. .*([Ii]mport|Fetch)/);
  });

  it('gives the slices of one order the same habit', () => {
    const slices = [0, 7, 31_000].map((ms, n) =>
      buy(300 + n, '0.1', `103.${n}`, { ts: START_MS + 300 * HOUR_MS + ms }),
    );
    const scored = score(slices, candles(calm));
    expect(scored.flatMap(labels)).toEqual(['NEUTRAL', 'NEUTRAL', 'NEUTRAL']);
    expect(new Set(scored.map(({ insight }) => insight.split('. ').at(-1))).size).toBe(1);
  });

  it('leaves every trade UNSCORED with a reason when there are no candles', () => {
    for (const scored of score([buy(0, '1', '100'), sell(1, '1', '120'), sell(2, '1', '90')], [])) {
      expect(labels(scored)).toEqual(['UNSCORED']);
      expect(scored.evidence.reason).toBe(UNKNOWN.noCandles);
      expect(scored.sparkline).toHaveLength(1);
    }
  });

  it('still tells the result of a sale when there are no candles', () => {
    const [, sold] = score([buy(0, '1', '100'), sell(1, '1', '120')], []);
    expect(sold?.outcome.pnl).toBe('20');
    expect(sold?.evidence.features.pnl_exit).toEqual({ known: true, value: '20' });
  });

  it('leaves a fill with unusable figures UNSCORED and scores the others', () => {
    const scored = score([buy(1, 'NaN', '100'), buy(300, '1', '100')], candles(calm));
    expect(labels(scored[0])).toEqual(['UNSCORED']);
    expect(scored[0]?.outcome.refused).toBe('qty_not_positive');
    expect(scored[0]?.insight).toContain(UNKNOWN.fillUnreadable);
    expect(labels(scored[1])).not.toEqual(['UNSCORED']);
  });

  it('scores a fill that is given twice once', () => {
    expect(score([buy(300, '1', '100'), buy(300, '1', '100')], candles(calm))).toHaveLength(1);
  });

  it('gives evidence that the contract reads, with snapshots and version', () => {
    const history = [buy(0, '1', '100'), buy(299, 'x', '1'), buy(305, '2', '101'), sell(310, '5', '95')];
    for (const { evidence } of score(history, candles([...calm, ...runTo(95)]))) {
      expect(EvidenceSchema.parse(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
      expect(evidence).toMatchObject({ snapshots: SNAPSHOTS, version: 1 });
    }
  });

  it('gives the same bytes again, for any order of fills and candles, all at once or one by one', () => {
    const fills = [buy(280, '1', '100'), sell(310, '0.4', '95'), buy(305, '1', '97'), sell(312, '9', '96')];
    const bars = candles([...calm, ...runTo(95)]);
    const once = JSON.stringify(score(fills, bars));
    expect(JSON.stringify(score(fills.toReversed(), bars.toReversed()))).toBe(once);
    const history = { symbol: 'BTC-USD', fills, candles: bars, snapshots: SNAPSHOTS };
    expect(JSON.stringify([...scoreFills(history)])).toBe(once);
  });

  it('does not change a trade by later fills and candles', () => {
    const fills = [buy(280, '1', '100'), sell(305, '0.4', '99'), sell(310, '2', '95')];
    const bars = candles([...calm, ...runTo(90)]);
    const cut = START_MS + 305 * HOUR_MS;
    const early = score(
      fills.filter(({ ts }) => ts <= cut),
      bars.filter(({ ts }) => ts + HOUR_MS <= cut),
    );
    expect(score(fills, bars).slice(0, 2)).toEqual(early);
  });
});

describe.skipIf(!sharedDataIsThere)(`nine months of hourly BTC-USD${SKIP_NOTE}`, () => {
  const bars = !sharedDataIsThere
    ? []
    : readSharedCsv('candles/BTCUSD_1h_2019-01_2019-10.csv').map((row) => ({
        ts: Date.parse(row.ts ?? ''),
        open: Number(row.open),
        high: Number(row.high),
        low: Number(row.low),
        close: Number(row.close),
        volume: Number(row.volume),
      }));
  const fills = bars.map(({ ts, close }, n) =>
    (n % 3 === 2 ? sell : buy)(n, '0.1', String(close), { ts: ts + HOUR_MS + 60_000 }),
  );
  const scored = score(fills, bars);

  it('meets each label and leaves only the warm-up unscored', () => {
    const count = (label: string) =>
      scored.filter((one) => labels(one)?.some((name) => name === label)).length;
    for (const label of ['FOMO', 'PANIC', 'DISCIPLINE', 'NEUTRAL']) expect(count(label)).toBeGreaterThan(10);
    expect(scored.findLastIndex((one) => labels(one)?.includes('UNSCORED'))).toBeLessThan(250);
  });
});
