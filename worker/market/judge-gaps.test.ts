import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bar } from '../brokers/port.ts';
import { judgeGaps } from './judge-gaps.ts';

const HOUR_S = 3600;
const START_S = Date.UTC(2026, 10, 1) / 1000;
const NOBODY = { before: false, after: false };
const LONG_AGO = 10_000;

function bars(...spans: [from: number, until: number, every?: number][]): Bar[] {
  return spans.flatMap(([from, until, every = 1]) =>
    Array.from({ length: Math.ceil((until - from) / every) }, (_, i) => ({
      start: START_S + (from + i * every) * HOUR_S,
      open: '1',
      high: '1',
      low: '1',
      close: '1',
      volume: '1',
    })),
  );
}

/** A span of hours; `ago`: so many hours have passed since its end. */
function span(from: number, until: number, ago = LONG_AGO) {
  const endS = START_S + until * HOUR_S;
  return { startS: START_S + from * HOUR_S, endS, nowS: endS + ago * HOUR_S };
}

const stretch = (from: number, until: number) => ({
  fromS: START_S + from * HOUR_S,
  untilS: START_S + until * HOUR_S,
});
const OUTAGE = { ok: false, failure: { kind: 'unavailable' } };
const FINE = { ok: true, value: [] };

describe('hours without a bar, of a product that is traded all the time', () => {
  test('are gaps while they are fewer than twelve', () => {
    expect(judgeGaps(bars([0, 100], [111, 300]), span(0, 300), NOBODY)).toEqual(FINE);
  });

  test('are doubtful from twelve on', () => {
    const told = bars([0, 100], [112, 300]);
    expect(judgeGaps(told, span(0, 300), NOBODY)).toEqual({ ok: true, value: [stretch(100, 112)] });
  });

  test('are an outage from a week on, with trading on both sides', () => {
    expect(judgeGaps(bars([0, 100], [268, 400]), span(0, 400), NOBODY)).toMatchObject(OUTAGE);
    expect(judgeGaps(bars([0, 100], [267, 400]), span(0, 400), NOBODY).ok).toBe(true);
  });

  test('are an outage at the end of the span while it lies within two days', () => {
    const told = bars([0, 100]);
    expect(judgeGaps(told, span(0, 120, 24), NOBODY)).toMatchObject(OUTAGE);
    expect(judgeGaps(told, span(0, 120, 49), NOBODY)).toEqual({ ok: true, value: [stretch(100, 120)] });
  });

  test('are doubtful at the head of the span, where the bars before were known', () => {
    const told = bars([-24, 0], [20, 300]);
    expect(judgeGaps(told, span(0, 300), NOBODY)).toEqual({ ok: true, value: [stretch(0, 20)] });
  });

  test('the one that has just ended is waited for, and given up after three minutes', () => {
    const told = bars([0, 99]);
    expect(judgeGaps(told, span(0, 100, 0.04), NOBODY)).toMatchObject({
      ok: false,
      failure: { kind: 'unavailable', retryAfterMs: 5_000 },
    });
    expect(judgeGaps(told, span(0, 100, 0.06), NOBODY)).toEqual(FINE);
    expect(judgeGaps(told.toSpliced(90, 1), span(0, 100, 0.04), NOBODY)).toEqual(FINE);
  });
});

describe('a span without any bar', () => {
  test('is an outage where both neighbours have bars, and a week lies between them', () => {
    expect(judgeGaps([], span(0, 720), { before: true, after: true })).toMatchObject(OUTAGE);
  });

  test('is an outage where the month before has bars and the span is of these days', () => {
    expect(judgeGaps([], span(0, 100, 1), { before: true, after: false })).toMatchObject(OUTAGE);
  });

  test('is doubtful where one neighbour has bars and it is long ago: the product may have been taken off', () => {
    expect(judgeGaps([], span(0, 720), { before: true, after: false })).toEqual({
      ok: true,
      value: [stretch(0, 720)],
    });
  });

  test('is one gap where nothing is known', () => {
    expect(judgeGaps([], span(0, 720, 0.1), NOBODY)).toEqual(FINE);
  });
});

describe('a product that is traded now and then', () => {
  test('may rest for as long as it likes', () => {
    expect(judgeGaps(bars([0, 100, 3], [400, 500, 3]), span(0, 600, 0.1), NOBODY)).toEqual(FINE);
  });

  test('has gaps and no outages, whichever hours it is traded in', () => {
    const hour = fc.integer({ min: 0, max: 60 }).map((at) => at * 5);
    fc.assert(
      fc.property(fc.uniqueArray(hour), (all) => {
        const told = all.sort((a, b) => a - b).flatMap((at) => bars([at, at + 1]));
        expect(judgeGaps(told, span(0, 305, 0.1), NOBODY)).toEqual(FINE);
      }),
    );
  });
});

test('what is doubtful lies in the span, and has no bar', () => {
  const part = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 150 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const told = bars(...parts.map(([from, length]): [number, number] => [from, from + length]));
      const known = [...new Map(told.map((bar) => [bar.start, bar])).values()].sort(
        (a, b) => a.start - b.start,
      );
      const judged = judgeGaps(known, span(100, 500), NOBODY);
      if (!judged.ok) return;
      for (const { fromS, untilS } of judged.value) {
        expect(untilS - fromS).toBeGreaterThanOrEqual(12 * HOUR_S);
        expect(fromS >= span(100, 500).startS && untilS <= span(100, 500).endS).toBe(true);
        expect(known.some(({ start }) => start >= fromS && start < untilS)).toBe(false);
      }
    }),
  );
});
