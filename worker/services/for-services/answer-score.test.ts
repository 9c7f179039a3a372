import { describe, expect, it } from 'vitest';
import { BiasScoreRequestSchema, IndicatorsRequestSchema } from '../../../contracts/service.ts';
import { sentMonths } from '../candles/sent-candles.ts';
import { answerIndicators } from './answer-indicators.ts';
import { answerScore } from './answer-score.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 1);
const NOW = new Date('2026-06-01T00:00:00Z');
const iso = (hours: number) => new Date(START_MS + hours * HOUR_MS).toISOString();
const price = (value: number) => value.toFixed(4);

function candles(hours: number, from = 0) {
  return Array.from({ length: hours }, (_, i) => {
    const close = 100 + 5 * Math.sin((i + from) / 9) + Math.sin((i + from) * 1.7);
    return {
      ts: iso(i + from),
      open: price(close),
      high: price(close + 0.5),
      low: price(close - 0.5),
      close: price(close),
    };
  });
}

const fill = (id: string, side: 'BUY' | 'SELL', hours: number, over: object = {}) => ({
  ...{ id, broker: 'kraken', symbol: 'ETH-EUR', side, qty: '2', price: '100', ts: iso(hours) },
  ...over,
});

async function score(over: object) {
  const request = BiasScoreRequestSchema.parse({
    settings: { timezone: 'Europe/Berlin', matching: 'fifo' },
    markets: [{ broker: 'kraken', symbol: 'ETH-EUR', candles: candles(900) }],
    ...over,
  });
  const answered = await answerScore(request, NOW);
  if (!answered.ok) throw new Error(answered.failure);
  return answered.value;
}

describe('a trader whom the product does not know', () => {
  it('is told of in the order of the books, with results by the matching that was asked for', async () => {
    const fills = [
      fill('c', 'SELL', 500, { qty: '1', price: '120' }),
      fill('b', 'BUY', 400, { price: '110' }),
      fill('a', 'BUY', 300),
    ];
    const fifo = await score({ fills });
    expect(fifo.fills.map(({ id, pnl }) => [id, pnl])).toEqual([
      ['a', null],
      ['b', null],
      ['c', '20'],
    ]);
    const lifo = await score({ fills, settings: { timezone: 'UTC', matching: 'lifo' } });
    expect(lifo.fills.at(-1)).toMatchObject({ pnl: '10', basis: 'known', heldHours: 100 });
  });

  it('may have got in what was sold by a transfer, or know what it had cost', async () => {
    const sale = fill('c', 'SELL', 500, { qty: '1', price: '120' });
    expect((await score({ fills: [sale] })).fills[0]).toMatchObject({ basis: 'unknown', pnl: null });
    const costs = [{ fillId: 'c', unitCost: '90' }];
    expect((await score({ fills: [sale], costs })).fills[0]).toMatchObject({ basis: 'known', pnl: '30' });
    const movements = [
      {
        id: 'm',
        broker: 'kraken',
        kind: 'reward',
        asset: 'ETH',
        qty: '1',
        value: '80',
        valueCurrency: 'EUR',
        ts: iso(400),
      },
    ];
    expect((await score({ fills: [sale], movements })).fills[0]).toMatchObject({ basis: 'known', pnl: '40' });
  });

  it('has hindsight as far as candles are covered, and is told when there will be more', async () => {
    const fills = [fill('a', 'BUY', 300, { price: '90' }), fill('b', 'SELL', 880, { price: '91' })];
    const early = await score({ fills, asOf: iso(901) });
    expect(early.fills.at(-1)?.reviewAt).toBe(iso(880 + 580));
    expect(early.missing).toEqual([{ broker: 'kraken', symbol: 'ETH-EUR', months: ['2025-12'] }]);
    const markets = [{ broker: 'kraken', symbol: 'ETH-EUR', candles: candles(1500) }];
    const late = await score({ fills, markets });
    expect(late.fills.at(-1)?.reviewAt).toBeNull();
    const gain = (scored: typeof late) => scored.fills.at(-1)?.evidence.figures.further_gain_atr;
    expect(gain(early)).toBeUndefined();
    expect(gain(late)).toBeGreaterThan(1);
  });

  it('gets the same answer for the same request, whatever the order of its lists', async () => {
    const fills = Array.from({ length: 30 }, (_, i) =>
      fill(`f${i}`, i % 3 === 2 ? 'SELL' : 'BUY', 300 + i * 17),
    );
    const markets = [{ broker: 'kraken', symbol: 'ETH-EUR', candles: candles(900).reverse() }];
    const once = await score({ fills });
    const again = await score({ fills: fills.toReversed(), markets });
    const bare = ({ fills: all }: typeof once) => all.map(({ evidence: _, ...rest }) => rest);
    expect(bare(again)).toEqual(bare(once));
    expect(await score({ fills })).toEqual(once);
  });
});

describe('candles as they were sent', () => {
  it('are months, named by what is in them, and one without a candle is there as well', async () => {
    const sent = [...candles(20), ...candles(5, 31 * 24 + 28 * 24)];
    const months = await sentMonths([{ candles: sent }]);
    const [all = []] = months.ok ? months.value : [];
    expect(all.map(({ month, candles: { length } }) => [month, length])).toEqual([
      ['2026-01', 20],
      ['2026-02', 0],
      ['2026-03', 5],
    ]);
    expect(all.map(({ coveredUntil }) => new Date(coveredUntil).toISOString())).toEqual([
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T05:00:00.000Z',
    ]);
    expect(new Set(all.map(({ hash }) => hash)).size).toBe(3);
  });

  it('are covered until they say so', async () => {
    const months = await sentMonths([{ candles: candles(20), coveredUntilMs: Date.UTC(2026, 3, 10) }]);
    expect(months.ok && months.value[0]?.map(({ month }) => month)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
    ]);
  });

  it('may spread over a thousand months in all, and no more', async () => {
    const far = (year: number) => [...candles(1), { ...candles(1)[0], ts: `${year}-12-01T00:00:00Z` }];
    const parsed = (year: number) => IndicatorsRequestSchema.parse({ candles: far(year) }).candles;
    expect((await sentMonths([{ candles: parsed(2066) }, { candles: parsed(2066) }])).ok).toBe(true);
    expect((await sentMonths([{ candles: parsed(2066) }, { candles: parsed(2070) }])).ok).toBe(false);
    expect((await answerIndicators({ candles: parsed(9999), last: 1 })).ok).toBe(false);
  });
});
