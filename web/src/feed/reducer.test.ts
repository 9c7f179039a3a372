import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvents, EMPTY_FEED, type FeedState } from './reducer.ts';
import { digested, imported, reflected, ulid } from './test-events.ts';

const ids = (state: FeedState) => state.reflections.map((event) => event.eventId);

/** A log of distinct events, and the same log with copies of earlier ones strewn in, cut into batches at random. */
const logWithDuplicates = fc
  .record({
    length: fc.integer({ min: 0, max: 40 }),
    trades: fc.integer({ min: 1, max: 40 }),
    copies: fc.array(fc.record({ after: fc.nat(39), again: fc.nat(39) }), { maxLength: 60 }),
    cuts: fc.array(fc.nat(100), { maxLength: 12 }),
  })
  .map(({ length, trades, copies, cuts }) => {
    const log = Array.from({ length }, (_, i) =>
      i % 5 === 4
        ? imported(i, `${i % 3}`, (i * 7) % 5)
        : reflected(i, `${i % trades}`, 'FOMO', `2026-03-0${((i % trades) % 9) + 1}T12:00:00.000Z`),
    );
    const delivered = log.flatMap((event, i) => [
      event,
      ...copies.filter((copy) => copy.after === i).map((copy) => log[Math.min(copy.again, i)] ?? event),
    ]);
    const bounds = [...new Set([0, ...cuts.map((cut) => cut % (delivered.length + 1)), delivered.length])];
    bounds.sort((a, b) => a - b);
    const batches = bounds.slice(1).map((end, i) => delivered.slice(bounds[i], end));
    return { log, batches };
  });

describe('the feed', () => {
  it('is the same whatever is delivered twice and however it is cut into batches', () => {
    fc.assert(
      fc.property(logWithDuplicates, ({ log, batches }) => {
        const once = applyEvents(EMPTY_FEED, log);
        const delivered = batches.reduce((state, batch) => applyEvents(state, batch), EMPTY_FEED);
        expect(delivered).toEqual(once);
        expect([...delivered.seen]).toEqual(log.map((event) => event.eventId));
      }),
    );
  });

  it('never shows an event or a trade twice', () => {
    fc.assert(
      fc.property(logWithDuplicates, ({ batches }) => {
        const state = batches.reduce((held, batch) => applyEvents(held, batch), EMPTY_FEED);
        const trades = state.reflections.map((event) => event.payload.tradeId);
        expect(new Set(ids(state)).size).toBe(state.reflections.length);
        expect(new Set(trades).size).toBe(trades.length);
      }),
    );
  });

  it('holds the digest of the newest week, in whatever order they are told', () => {
    const [old, newer] = [digested(1, '2026-02-23'), digested(2, '2026-03-02')];
    const read = [
      [old, newer],
      [newer, old],
    ].map((log) => applyEvents(EMPTY_FEED, log).digest?.eventId);
    expect(read).toEqual([newer.eventId, newer.eventId]);
    const later = applyEvents(applyEvents(EMPTY_FEED, [newer]), [old]);
    expect(later.digest?.eventId).toBe(newer.eventId);
    expect(later.cursor).toBe(old.eventId);
  });

  it('holds no more than its limits, and the newest of it', () => {
    const limits = { reflections: 3, imports: 1, labels: 5, seen: 4 };
    const log = [
      imported(0, '0'),
      ...Array.from({ length: 10 }, (_, i) => reflected(i + 1, `${i}`)),
      imported(11, '1'),
    ];
    const state = log.reduce((held, event) => applyEvents(held, [event], limits), EMPTY_FEED);
    expect(ids(state)).toEqual([10, 9, 8].map(ulid));
    expect(state.imports.map((event) => event.eventId)).toEqual([ulid(11)]);
    expect(state.labels.size).toBe(5);
    expect([...state.seen]).toEqual([8, 9, 10, 11].map(ulid));
  });

  it('shows the newest reflection of a trade that is read anew, and counts the trade once', () => {
    const state = applyEvents(EMPTY_FEED, [
      reflected(1, 'a', 'UNSCORED'),
      reflected(2, 'b', 'NEUTRAL'),
      reflected(3, 'a', 'FOMO'),
    ]);
    expect(ids(state)).toEqual([ulid(3), ulid(2)]);
    expect([...state.labels.values()]).toEqual([['NEUTRAL'], ['FOMO']]);
  });

  it('passes over types it does not know and payloads it cannot read, but resumes after them', () => {
    const state = applyEvents(EMPTY_FEED, [
      reflected(1, 'a'),
      { ...reflected(2, 'b'), type: 'digest.ready' },
      { ...reflected(3, 'c'), payload: { tradeId: 7 } },
    ]);
    expect(ids(state)).toEqual([ulid(1)]);
    expect(state.cursor).toBe(ulid(3));
  });

  it('counts the exports that are ready, which it knows nothing else of', () => {
    const state = applyEvents(EMPTY_FEED, [
      reflected(1, 'a'),
      { ...reflected(2, 'b'), type: 'export.ready' },
    ]);
    expect([state.exported, state.reflections.length, state.cursor]).toEqual([1, 1, ulid(2)]);
  });

  it('does not move its cursor back for what it has seen', () => {
    const state = applyEvents(EMPTY_FEED, [reflected(1, 'a'), reflected(2, 'b')]);
    expect(applyEvents(state, [reflected(1, 'a')])).toBe(state);
    expect(state.cursor).toBe(ulid(2));
  });

  it('puts the latest trade first, whatever order they were read in', () => {
    const state = applyEvents(EMPTY_FEED, [
      reflected(1, 'a', 'FOMO', '2026-03-02T12:00:00.000Z'),
      reflected(2, 'b', 'FOMO', '2026-03-09T12:00:00.000Z'),
      reflected(3, 'c', 'FOMO', '2026-03-05T12:00:00.000Z'),
    ]);
    expect(ids(state)).toEqual([ulid(2), ulid(3), ulid(1)]);
    expect([state.latest?.eventId, state.reflected]).toEqual([ulid(3), 3]);
  });

  it('does not count an import backwards where a score overtook another', () => {
    const state = applyEvents(EMPTY_FEED, [imported(1, '0', 398), imported(2, '0', 303)]);
    expect(state.imports.map((event) => event.payload.progress.scored)).toEqual([398]);
  });

  it('keeps the last word of each import', () => {
    const state = applyEvents(EMPTY_FEED, [imported(1, '0'), imported(2, '1'), imported(3, '0')]);
    expect(state.imports.map((event) => event.eventId)).toEqual([ulid(3), ulid(2)]);
  });
});
