import { describe, expect, test } from 'vitest';
import { Holdings } from './holdings.ts';
import { judge } from './judge.ts';

const call = (begunAt: number, answeredAt: number, ...ids: string[]) => ({ ids, begunAt, answeredAt });

/** A client that got these over its socket. */
function got(...ids: string[]): Holdings {
  const holdings = new Holdings();
  for (const id of ids) holdings.take(id);
  return holdings;
}

describe('the judge of the feed', () => {
  const told = [call(1, 2, 'a', 'b'), call(3, 4, 'c')];

  test.each([
    ['nothing in all, once, in order', ['a', 'b', 'c'], { lost: 0, doubled: 0, inverted: 0 }],
    ['one that is missing', ['a', 'c'], { lost: 1, doubled: 0, inverted: 0 }],
    ['one that came twice', ['a', 'b', 'a', 'c'], { lost: 0, doubled: 1, inverted: 0 }],
    ['two turned round within a call', ['b', 'a', 'c'], { lost: 0, doubled: 0, inverted: 1 }],
    ['a call after one that began later', ['c', 'a', 'b'], { lost: 0, doubled: 0, inverted: 2 }],
  ])('finds %s', (_, ids, verdict) => {
    expect(judge(told, got(...ids))).toEqual(verdict);
  });

  test('finds no order between calls under way at the same time', () => {
    const together = [call(1, 4, 'a', 'b'), call(2, 3, 'c')];
    expect(judge(together, got('c', 'a', 'b'))).toEqual({ lost: 0, doubled: 0, inverted: 0 });
    expect(judge(together, got('a', 'c', 'b'))).toEqual({ lost: 0, doubled: 0, inverted: 0 });
  });

  test('lets no event through that nobody told', () => {
    expect(() => judge(told, got('a', 'x'))).toThrow('never told');
  });
});
