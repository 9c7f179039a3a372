import { expect, test } from 'vitest';
import { applyEvents, EMPTY_FEED } from '../../feed/reducer.ts';
import { reflected } from '../../feed/test-events.ts';
import { foldSlices } from './fold-slices.ts';
import { toRows } from './rows.ts';
import { tabStop } from './tab-stop.ts';

const { reflections } = applyEvents(
  EMPTY_FEED,
  Array.from({ length: 20 }, (_, n) =>
    reflected(n, `${n}`, 'FOMO', `2026-03-01T12:${String(n).padStart(2, '0')}:00.000Z`),
  ),
);
/** A day's heading, and twenty reflections of one day. */
const ROWS = toRows(foldSlices(reflections), 'UTC');
const rendered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ index: from + i, end: (from + i + 1) * 100 }));

test('Tab stops at the active reflection while it is in the page', () => {
  expect(tabStop(ROWS, rendered(0, 9), 3, 0)).toBe(3);
});

test('Tab stops at the first reflection in view where the active one was scrolled away', () => {
  expect(tabStop(ROWS, rendered(8, 18), 3, 1_050)).toBe(9);
});

test('Tab stops at a reflection where none is in view', () => {
  expect(tabStop(ROWS, rendered(0, 4), 9, 5_000)).toBe(0);
});
