import { describe, expect, it } from 'vitest';
import { applyEvents, EMPTY_FEED } from '../../feed/reducer.ts';
import { reflected } from '../../feed/test-events.ts';
import { foldSlices } from './fold-slices.ts';
import { impulsesByHour, impulsesBySymbol } from './impulses.ts';
import { toRows } from './rows.ts';

const { reflections } = applyEvents(EMPTY_FEED, [
  reflected(1, 'a', 'FOMO', '2026-03-01T22:30:00.000Z'),
  reflected(2, 'b', 'NEUTRAL', '2026-03-01T23:30:00.000Z'),
  reflected(3, 'c', 'PANIC', '2026-03-02T10:00:00.000Z'),
]);

describe('the stream', () => {
  it('has a heading where the trader’s own day changes, not the day of UTC', () => {
    const rows = toRows(foldSlices(reflections), 'Europe/Berlin');
    expect(rows.map((row) => (row.kind === 'day' ? row.day : row.at))).toEqual([
      'Monday, 2 March 2026',
      0,
      1,
      'Sunday, 1 March 2026',
      2,
    ]);
  });

  it('gives every row a key of its own', () => {
    const rows = toRows(foldSlices(reflections), 'UTC');
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });
});

describe('patterns', () => {
  it('count FOMO and panic by the hour of the trader’s own clock', () => {
    const hours = impulsesByHour(reflections, 'Europe/Berlin');
    expect(hours.flatMap(({ fomo, panic }, hour) => (fomo + panic > 0 ? [[hour, fomo, panic]] : []))).toEqual(
      [
        [11, 0, 1],
        [23, 1, 0],
      ],
    );
  });

  it('hold them against all fills of the product', () => {
    expect(impulsesBySymbol(reflections)).toEqual([{ symbol: 'BTC-USD', fills: 3, fomo: 1, panic: 1 }]);
  });
});

describe('slices of one order', () => {
  const at = (second: string) => `2026-03-01T10:00:${second}.000Z`;
  const slice = (n: number, trade: string, ts: string, over: object = {}) => {
    const event = reflected(n, trade, 'NEUTRAL', ts);
    return { ...event, payload: Object.assign({}, event.payload, over) };
  };
  const told = (...events: ReturnType<typeof slice>[]) =>
    foldSlices(applyEvents(EMPTY_FEED, events).reflections).map(({ fills, payload }) => [
      payload.tradeId,
      fills,
    ]);

  it('are told once, with their number, under the newest', () => {
    const events = [slice(1, 'a', at('01')), slice(2, 'b', at('02')), slice(3, 'c', at('03'))];
    const newest = applyEvents(EMPTY_FEED, events).reflections[0]?.payload.tradeId;
    expect(told(...events)).toEqual([[newest, 3]]);
  });

  it.each([
    ['other words', { insight: 'Other words.' }],
    ['another side', { side: 'SELL' }],
    ['another product', { symbol: 'DOGE-USD' }],
  ])('with %s stay apart', (_, over) => {
    expect(told(slice(1, 'a', at('01')), slice(2, 'b', at('02'), over))).toHaveLength(2);
  });

  it('of different minutes stay apart', () => {
    expect(told(slice(1, 'a', at('01')), slice(2, 'b', '2026-03-01T10:01:00.000Z'))).toHaveLength(2);
  });
});
