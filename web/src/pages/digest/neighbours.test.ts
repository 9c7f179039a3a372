import { expect, test } from 'vitest';
import type { DigestLine } from '../../../../contracts/digests.ts';
import { neighboursOf } from './neighbours.ts';

const line = (id: string): DigestLine => ({
  id,
  periodStart: '2026-11-16T00:00:00.000Z',
  periodEnd: '2026-11-23T00:00:00.000Z',
  timezone: 'UTC',
  currency: 'USD',
  trades: 1,
  net: '1',
});
const LINES = [line('newest'), line('middle'), line('oldest')];

test.each([
  ['newest', 'middle', undefined],
  ['middle', 'oldest', 'newest'],
  ['oldest', undefined, 'middle'],
  ['one that was not read', undefined, undefined],
])('before and after %s come %s and %s', (id, previous, next) => {
  const found = neighboursOf(LINES, id);
  expect([found.previous?.id, found.next?.id]).toEqual([previous, next]);
});
