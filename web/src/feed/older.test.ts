import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../contracts/feed.ts';
import { applyOlder, beginWith, readOnBefore } from './older.ts';
import { applyEvents, EMPTY_FEED, type FeedState } from './reducer.ts';
import { digested, imported, reflected, ulid } from './test-events.ts';

const LIMITS = { reflections: 12, imports: 4, labels: 1_000, seen: 1_000 };

/** A log with trades that are read anew and imports that overtake themselves. */
const anyLog = fc
  .array(
    fc.oneof(
      fc.record({ trade: fc.nat(15), label: fc.constantFrom('FOMO', 'PANIC') }),
      fc.record({ job: fc.nat(3), scored: fc.nat(4) }),
      fc.record({ week: fc.nat(3) }),
      fc.constant('other'),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((log): StoredEvent[] =>
    log.map((event, at) => {
      if (typeof event === 'string') return { ...reflected(at, 'x'), type: 'something.else' };
      if ('week' in event) return digested(at, `2026-03-0${event.week + 1}`);
      if ('job' in event) return imported(at, `${event.job}`, event.scored);
      return reflected(at, `t${event.trade}`, event.label, `2026-03-0${(event.trade % 9) + 1}T12:00:00.000Z`);
    }),
  );

/** Reads a log backwards, as the connection does. */
function readBack(log: readonly StoredEvent[], page: number, begun: FeedState): FeedState {
  let state = begun;
  for (let before = readOnBefore(state, LIMITS); before !== null; before = readOnBefore(state, LIMITS)) {
    const at = log.findIndex(({ eventId }) => eventId === before);
    const from = Math.max(0, at - page);
    state = applyOlder(state, { events: log.slice(from, at), more: from > 0 }, LIMITS);
  }
  return state;
}

/** What does not depend on when the page was opened. */
const shown = ({ reflected: _, exported: __, whole: ___, ...rest }: FeedState) => ({
  ...rest,
  labels: [...rest.labels],
  seen: [...rest.seen],
});

describe('what is older than the newest page', () => {
  it('comes to stand as if the log had been read from its beginning', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 20 }), fc.nat(10), (log, page, live) => {
        const told = log.length - Math.min(live, log.length - 1);
        const from = Math.max(0, told - page);
        const begun = beginWith({ events: log.slice(from, told), more: from > 0 }, LIMITS);
        // The socket tells of the newest ones before the rest is read.
        const state = readBack(log, page, applyEvents(begun, log.slice(told), LIMITS));
        expect(shown(state)).toEqual(shown(applyEvents(EMPTY_FEED, log, LIMITS)));
        expect(state.whole).toBe(true);
      }),
    );
  });

  it('is no news, and moves no cursor', () => {
    const begun = beginWith({ events: [reflected(3, 'c')], more: true });
    const state = applyOlder(begun, {
      events: [reflected(1, 'a'), { ...reflected(2, 'b'), type: 'export.ready' }],
      more: false,
    });
    expect([state.reflected, state.exported, state.cursor]).toEqual([1, 0, ulid(3)]);
    expect(state.latest?.eventId).toBe(ulid(3));
    expect(state.reflections).toHaveLength(2);
  });

  it('is read no further than it is held', () => {
    const limits = { ...LIMITS, labels: 2 };
    const begun = beginWith({ events: [reflected(4, 'd')], more: true }, limits);
    expect(readOnBefore(begun, limits)).toBe(ulid(4));
    const full = applyOlder(begun, { events: [reflected(3, 'c')], more: true }, limits);
    expect([readOnBefore(full, limits), full.whole]).toEqual([null, false]);
  });

  it('ends where a page brings nothing new, whatever it promises', () => {
    const begun = beginWith({ events: [reflected(4, 'd')], more: true });
    const state = applyOlder(begun, { events: [reflected(4, 'd')], more: true });
    expect([state.whole, readOnBefore(state)]).toEqual([true, null]);
  });
});
