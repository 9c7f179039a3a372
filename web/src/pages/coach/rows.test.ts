import { describe, expect, it } from 'vitest';
import { applyEvents, EMPTY_FEED } from '../../feed/reducer.ts';
import { reflected } from '../../feed/test-events.ts';
import { impulsesByHour, impulsesBySymbol } from './impulses.ts';
import { toRows } from './rows.ts';

const { reflections } = applyEvents(EMPTY_FEED, [
  reflected(1, 'a', 'FOMO', '2026-03-01T22:30:00.000Z'),
  reflected(2, 'b', 'NEUTRAL', '2026-03-01T23:30:00.000Z'),
  reflected(3, 'c', 'PANIC', '2026-03-02T10:00:00.000Z'),
]);

describe('the stream', () => {
  it('has a heading where the trader’s own day changes, not the day of UTC', () => {
    const rows = toRows(reflections, 'Europe/Berlin');
    expect(rows.map((row) => (row.kind === 'day' ? row.day : row.at))).toEqual([
      'Monday, 2 March 2026',
      0,
      1,
      'Sunday, 1 March 2026',
      2,
    ]);
  });

  it('gives every row a key of its own', () => {
    const rows = toRows(reflections, 'UTC');
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
