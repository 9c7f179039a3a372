import { describe, expect, it } from 'vitest';
import { EvidenceSchema } from '../../contracts/features.ts';
import { RULES_VERSION } from '../bias/label-trade.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import type { Candle } from '../indicators/candle.ts';
import type { Fill } from '../ledger/fill.ts';
import { buy, calmCloses, candles, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { markets, trader } from '../testing/trader.ts';
import { scoreTrader } from './score-trader.ts';
import type { ScoredFill } from './scored-fill.ts';

const calm = calmCloses(300);
const all = () => true;

function score(fills: Fill[], bars: Candle[]): ScoredFill[] {
  return [...scoreTrader(trader(fills), markets({ 'BTC-USD': bars }), all)];
}

function labels(scored: ScoredFill | undefined) {
  return scored?.tags.map(({ label }) => label);
}

/** Ten hours in which the price goes to `end` in even steps. */
function runTo(end: number): number[] {
  const last = calm.at(-1) ?? 100;
  return Array.from({ length: 10 }, (_, i) => last + ((end - last) * (i + 1)) / 10);
}

describe('scoring a trader', () => {
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

  it('calls a second buy below the average price of the first AVG_DOWN, but not a slice of the same order', () => {
    const at = START_MS + 300 * HOUR_MS;
    const slices = [
      buy(300, '1', '100.2', { ts: at, orderId: 'one' }),
      buy(301, '1', '100.1', { ts: at + 5 * HOUR_MS, orderId: 'one' }),
    ];
    const later = buy(306, '1', '99', { orderId: 'two' });
    const scored = score([...slices, later], candles([...calm, ...calm.slice(0, 20)]));
    expect(scored.map((one) => labels(one)?.includes('AVG_DOWN'))).toEqual([false, false, true]);
    expect(scored[2]?.evidence.figures.price_vs_average_cost).toBeCloseTo(99 / 100.15 - 1, 12);
    expect(scored.map(({ orderId }) => orderId)).toEqual(['fill-000300', 'fill-000300', 'fill-000306']);
  });

  it('takes no remainder below the size that can be traded for a position', () => {
    const coins = { symbol: 'ETH-USD' };
    const bars = candles([...calm, ...calm]);
    const fills = [
      buy(300, '0.01234', '101', { fee: '0.00001234', feeCurrency: 'BTC' }),
      sell(310, '0.01232', '100'),
      buy(320, '1', '100', coins),
      sell(330, '1', '100', coins),
      buy(340, '0.02', '99'),
    ];
    const markets2 = markets({ 'BTC-USD': bars, 'ETH-USD': bars });
    const scored = [...scoreTrader(trader(fills), markets2, all)];
    expect(scored[3]?.peers).toMatchObject({ paperGains: 0, paperLosses: 0, notJudged: 0 });
    expect(scored[4]?.peers?.rebought).toBe('fallen');
    expect(labels(scored[4])).not.toContain('AVG_DOWN');
  });

  it('holds all slices of an order against the thresholds that its first met', () => {
    const bars = candles([...calm, ...calm.slice(0, 100)]);
    const entries = Array.from({ length: 40 }, (_, n) => buy(300 + n, '0.1', '100', { orderId: `o${n}` }));
    const at = START_MS + 345 * HOUR_MS;
    const slices = [0, 1, 2].map((n) => buy(345 + n, '0.1', '104', { ts: at + n * 1000, orderId: 'last' }));
    const thresholds = score([...entries, ...slices], bars)
      .slice(-3)
      .map(({ evidence }) =>
        evidence.verdicts.map(({ conditions }) => conditions.map(({ threshold }) => threshold)),
      );
    expect(thresholds[1]).toEqual(thresholds[0]);
    expect(thresholds[2]).toEqual(thresholds[0]);
  });

  it('says of a sale that kept little of the best price, and was followed by a further rise, that it was early', () => {
    const up = [...calm, ...runTo(110), 109, 103, 103, ...Array.from({ length: 20 }, (_, i) => 103 + i)];
    const fills = [buy(300, '1', '100'), sell(313, '1', '102')];
    const [, sold] = score(fills, candles(up));
    expect(labels(sold)).toContain('EARLY_EXIT');
    expect(sold?.excursion?.bestPrice).toBeCloseTo(110.11, 6);
    expect(sold?.evidence.figures.captured).toBeCloseTo(2 / 10.11, 6);
  });

  it('reads the market of a sale from as long before it as what was sold had been held, not from a remainder of old', () => {
    const crash = [...runTo(80), ...runTo(130), ...runTo(100)];
    const bars = candles([...calm.slice(0, 200), ...crash, ...calm, ...calm.slice(0, 50)]);
    const fills = [
      buy(190, '0.00000766', '100'),
      buy(400, '0.01', '100'),
      sell(402, '0.01', '100.02', { ts: START_MS + 402 * HOUR_MS }),
    ];
    const sold = score(fills, bars)[2];
    expect(sold?.outcome.openedAt).toBe(START_MS + 190 * HOUR_MS);
    expect(sold?.excursion?.worstPrice).toBeGreaterThan(99);
    expect(sold?.excursion?.bestPrice).toBeLessThan(101);
    expect(labels(sold)).toEqual(['NEUTRAL']);
  });

  it('does not know the way of a price to a sale whose buy has no day', () => {
    const sale = sell(310, '1', '90');
    const enteredCosts = new Map([[sale.id, { unitCost: '100', acquiredAt: null }]]);
    const bars = candles([...calm, ...runTo(90)]);
    const [scored] = [...scoreTrader(trader([sale], { enteredCosts }), markets({ 'BTC-USD': bars }), all)];
    const early = scored?.evidence.verdicts.find(({ label }) => label === 'EARLY_EXIT');
    expect(early?.conditions.find(({ name }) => name === 'captured')?.reason).toBe(UNKNOWN.boughtWhenUnknown);
  });

  it('leaves open what only the time after a sale can tell, and says when', () => {
    const up = [...calm, ...runTo(110), 109, 103, 103];
    const fills = [buy(300, '1', '100'), sell(313, '1', '102')];
    const [month] = [...markets({ 'BTC-USD': candles(up) }).products];
    if (!month) throw new Error('no market');
    const soldAt = START_MS + 313 * HOUR_MS;
    const [key, market] = month;
    const unfinished = {
      ...market,
      covers: (from: number, until: number) => until <= soldAt && from <= until,
    };
    const now = soldAt + 60_000;
    const [, sold] = scoreTrader(
      trader(fills),
      { products: new Map([[key, unfinished]]), outages: new Set(), now },
      all,
    );
    expect(labels(sold)).not.toContain('EARLY_EXIT');
    expect(sold?.reviewAt).toBe(soldAt + 13 * HOUR_MS);
  });

  it('says of a NEUTRAL sale whose buy is not in the history that its result is not known', () => {
    const [sold] = score([sell(300, '1', '100')], candles(calm));
    expect(labels(sold)).toEqual(['NEUTRAL']);
    expect(sold?.outcome.basis).toBe('unknown');
    expect(sold?.insight).toMatch(/not in the history.*\. .*([Ii]mport|Fetch)/);
  });

  it('knows the result of such a sale once its cost was entered', () => {
    const fills = [sell(300, '2', '100')];
    const enteredCosts = new Map([['fill-000300', { unitCost: '90', acquiredAt: START_MS }]]);
    const [sold] = scoreTrader(trader(fills, { enteredCosts }), markets({ 'BTC-USD': candles(calm) }), all);
    expect(sold?.outcome).toMatchObject({ basis: 'known', pnl: '20', heldHours: 300 });
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

  it('says during an outage that the market could not be reached, and marks it as provisional', () => {
    const outage = { products: new Map(), outages: new Set(['coinbase:BTC-USD']), now: 0 };
    const [scored] = scoreTrader(trader([buy(300, '1', '100')]), outage, all);
    expect(scored?.provisional).toBe(true);
    expect(scored?.insight).not.toContain(UNKNOWN.noCandles);
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

  it('values a fee in a third asset by that asset’s own market', () => {
    const fee = { fee: '0.5', feeCurrency: 'BNB' };
    const fills = [buy(290, '1', '100'), sell(300, '1', '110', fee)];
    const flat = candles(calm.map(() => 20));
    const bnb = [...scoreTrader(trader(fills), markets({ 'BTC-USD': candles(calm), 'BNB-USD': flat }), all)];
    expect(bnb[1]?.outcome).toMatchObject({ pnl: '0', fee: '10', feeLeftOut: false });
    expect(bnb[1]?.remembered.fee_price).toBe('20');
    const without = score(fills, candles(calm));
    expect(without[1]?.outcome).toMatchObject({ pnl: '10', fee: null, feeLeftOut: true });
  });

  it('takes a fee in a third asset out of what is held of it', () => {
    const bnb = { symbol: 'BNB-USD' };
    const fee = { fee: '0.5', feeCurrency: 'BNB' };
    const fills = [buy(280, '2', '20', bnb), buy(290, '1', '100', fee), sell(300, '2', '25', bnb)];
    const priced = markets({ 'BTC-USD': candles(calm), 'BNB-USD': candles(calm.map(() => 20)) });
    const scored = [...scoreTrader(trader(fills), priced, all)];
    expect(scored[2]?.outcome).toMatchObject({ basis: 'partial', matchedQty: '1.5', unknownQty: '0.5' });
  });

  it('gives evidence that the contract reads, with the snapshots that were read and the version', () => {
    const history = [buy(0, '1', '100'), buy(299, 'x', '1'), buy(305, '2', '101'), sell(310, '5', '95')];
    for (const { evidence } of score(history, candles([...calm, ...runTo(95)]))) {
      expect(EvidenceSchema.parse(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
      expect(evidence.version).toBe(RULES_VERSION);
    }
    const [first] = score(history, candles([...calm, ...runTo(95)]));
    expect(first?.evidence.snapshots).toEqual(['2019-01 310']);
  });

  it('counts at a sale what else was held, by its price against what was paid', () => {
    const eth = { symbol: 'ETH-USD' };
    const sol = { symbol: 'SOL-USD' };
    const fills = [
      buy(280, '1', '100'),
      buy(281, '1', '50', eth),
      buy(282, '1', '10', sol),
      sell(300, '1', '101'),
    ];
    const flat = (price: number) => candles(calm.map(() => price));
    const priced = markets({ 'BTC-USD': candles(calm), 'ETH-USD': flat(60), 'SOL-USD': flat(9) });
    const scored = [...scoreTrader(trader(fills), priced, all)];
    expect(scored[3]?.peers).toMatchObject({ paperGains: 1, paperLosses: 1, notJudged: 0 });
  });
});
