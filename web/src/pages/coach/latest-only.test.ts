import { expect, test } from 'vitest';
import { applyEvents, EMPTY_FEED } from '../../feed/reducer.ts';
import { tally } from '../../feed/tally.ts';
import { reflected } from '../../feed/test-events.ts';
import { latestOnly } from './latest-only.ts';

test('a stream that let go of reflections says how many it holds, while the counts stay whole', () => {
  const limits = { reflections: 2, imports: 1, labels: 10, seen: 10 };
  const held = (names: string[]) => {
    const events = names.map((name, at) => reflected(at + 1, name));
    const { labels, reflections } = applyEvents(EMPTY_FEED, events, limits);
    return latestOnly(tally(labels).trades, reflections.length);
  };
  expect(held(['a', 'b'])).toBeNull();
  expect(held(['a', 'b', 'a'])).toBeNull();
  expect(held(['a', 'b', 'c'])).toBe(2);
});
