import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bar } from '../brokers/port.ts';
import { checkBars } from './check-bars.ts';

const HOUR_S = 3600;
const START_S = Date.UTC(2026, 10, 1) / 1000;
const SPAN = { startS: START_S, endS: START_S + 200 * HOUR_S, nowS: START_S + 300 * HOUR_S };

function bar(hour: number, changes: Partial<Bar> = {}): Bar {
  return {
    start: START_S + hour * HOUR_S,
    open: '10',
    high: '12.5',
    low: '9',
    close: '11',
    volume: '3',
    ...changes,
  };
}

const hours = (from: number, until: number) => Array.from({ length: until - from }, (_, i) => bar(from + i));
const MALFORMED = { ok: false, failure: { kind: 'malformed' } };

describe('bars as a source tells them', () => {
  test('stay as they are where nothing is wrong', () => {
    expect(checkBars(hours(0, 200), SPAN)).toEqual({ ok: true, value: hours(0, 200) });
  });

  test('keep their gaps: no hour is made up', () => {
    const told = [bar(0), bar(5), bar(9)];
    expect(checkBars(told, SPAN)).toEqual({ ok: true, value: told });
  });

  test('are sorted, and one of each where they come twice', () => {
    const told = [bar(2), bar(0), bar(1), bar(0), bar(2, { volume: '3.0' })];
    expect(checkBars(told, SPAN)).toMatchObject({
      ok: true,
      value: [{ start: bar(0).start }, { start: bar(1).start }, { start: bar(2).start }],
    });
  });

  test('outside of the span are left out; where no other is left, the answer is malformed', () => {
    expect(checkBars([bar(-1), bar(0), bar(200)], SPAN)).toEqual({ ok: true, value: [bar(0)] });
    expect(checkBars([bar(-1), bar(200)], SPAN)).toMatchObject(MALFORMED);
    expect(checkBars([], SPAN)).toEqual({ ok: true, value: [] });
  });

  test('of the future, and the one of the hour that runs, are left out', () => {
    const span = { ...SPAN, nowS: START_S + 2 * HOUR_S + 1_800 };
    expect(checkBars(hours(0, 10), span)).toEqual({ ok: true, value: hours(0, 2) });
  });

  test('have their exponents written out', () => {
    const told = [bar(0, { low: '9E-7', volume: '1.5e3' })];
    expect(checkBars(told, SPAN)).toMatchObject({ ok: true, value: [{ low: '0.0000009', volume: '1500' }] });
  });

  test('may have no volume', () => {
    expect(checkBars([bar(0, { volume: '0' })], SPAN).ok).toBe(true);
  });
});

describe('a bar that cannot be one', () => {
  const UNUSABLE: [what: string, changes: Partial<Bar>][] = [
    ['a high below its low', { high: '8', low: '12' }],
    ['a close above its high', { close: '12.6' }],
    ['an open below its low', { open: '8.9' }],
    ['a price of zero', { open: '0', high: '0', low: '0', close: '0' }],
    ['a low of zero', { low: '0' }],
    ['a negative price', { low: '-1' }],
    ['no number', { close: 'NaN' }],
    ['an infinite price', { high: 'Infinity' }],
    ['an empty price', { open: '' }],
    ['a negative volume', { volume: '-3' }],
    ['a price in hexadecimal', { high: '0x12' }],
    ['a start within the hour', { start: START_S + 1_800 }],
  ];

  test.each(UNUSABLE)(
    'with %s is left out of a hundred, and makes a shorter answer malformed',
    (_, changes) => {
      expect(checkBars([...hours(1, 100), bar(0, changes)], SPAN)).toEqual({
        ok: true,
        value: hours(1, 100),
      });
      expect(checkBars([...hours(1, 50), bar(0, changes)], SPAN)).toMatchObject(MALFORMED);
    },
  );

  test('has no number for its start, and is no reason to look away', () => {
    expect(checkBars([bar(0, { start: Number.NaN })], SPAN)).toMatchObject(MALFORMED);
  });

  test('takes the place of no other: two different bars of one hour are both left out', () => {
    const told = [...hours(0, 199), bar(7, { close: '10.5' })];
    expect(checkBars(told, SPAN)).toEqual({ ok: true, value: hours(0, 199).toSpliced(7, 1) });
    expect(checkBars([...told, bar(7)], SPAN)).toMatchObject({ ok: true });
  });
});

describe('whatever is told', () => {
  const number = fc.oneof(
    fc.double({ min: -5, max: 50 }).map(String),
    fc.constantFrom('0', '-0', '1e-9', '1e400', 'NaN', '', ' 7', '١', '12,5'),
  );
  const anyBar = fc.record({
    start: fc.oneof(
      fc.integer({ min: -5, max: 220 }).map((hour) => START_S + hour * HOUR_S),
      fc.double(),
    ),
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  });
  const goodBars = fc
    .uniqueArray(fc.integer({ min: 0, max: 199 }))
    .map((all) => all.map((hour) => bar(hour)));

  test('what is kept is sorted, of the span, closed, each hour once, positive, and free of contradictions', () => {
    fc.assert(
      fc.property(goodBars, fc.array(anyBar, { maxLength: 3 }), (good, others) => {
        const checked = checkBars([...good, ...others], SPAN);
        if (!checked.ok) return;
        const starts = checked.value.map(({ start }) => start);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (const { start, open, high, low, close, volume } of checked.value) {
          expect(start % HOUR_S).toBe(0);
          expect(start >= SPAN.startS && start < SPAN.endS).toBe(true);
          for (const text of [open, high, low, close, volume]) expect(text).toMatch(/^\d+(\.\d+)?$/);
          expect(Number(low)).toBeGreaterThan(0);
          expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)));
          expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)));
        }
      }),
    );
  });

  test('the order and repetitions of good bars change nothing', () => {
    fc.assert(
      fc.property(goodBars, fc.infiniteStream(fc.nat()), (good, random) => {
        const shuffled = [...good, ...good.slice(0, 5)]
          .map((one) => ({ one, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(checkBars(shuffled, SPAN)).toEqual(checkBars(good, SPAN));
      }),
    );
  });

  test('a clean answer passes a second time as it is', () => {
    fc.assert(
      fc.property(goodBars, (good) => {
        const once = checkBars(good, SPAN);
        if (once.ok) expect(checkBars(once.value, SPAN)).toEqual(once);
      }),
    );
  });
});
