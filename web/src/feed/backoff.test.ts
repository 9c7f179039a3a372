import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSE } from '../../../contracts/feed.ts';
import { afterClose, retryDelayMs } from './backoff.ts';

describe('the wait before the next attempt', () => {
  it('doubles from half a second and stops at thirty', () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => retryDelayMs(attempt, 1));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('is half as long at least', () => {
    expect([0, 3, 6].map((attempt) => retryDelayMs(attempt, 0))).toEqual([250, 2_000, 15_000]);
  });

  it('is spread over the upper half, so that sockets dropped together come back apart', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const delay = retryDelayMs(attempt, random);
        expect(delay).toBeGreaterThanOrEqual(retryDelayMs(attempt, 1) / 2);
        expect(delay).toBeLessThanOrEqual(retryDelayMs(attempt, 1));
      }),
    );
  });
});

describe('after a socket closes', () => {
  const dropped = { code: 1006, greeted: true, failures: 0, online: true };

  it.each([
    ['the session ended', { ...dropped, code: CLOSE.signInAgain }, 'sign-in'],
    ['a newer socket of this tab took over', { ...dropped, code: CLOSE.replaced }, 'stay-quiet'],
    ['the session ended while offline', { ...dropped, code: CLOSE.signInAgain, online: false }, 'sign-in'],
    ['the network is gone', { ...dropped, online: false }, 'wait-for-network'],
    ['a deploy dropped it', dropped, 'retry'],
    ['a first handshake failed', { ...dropped, greeted: false }, 'retry'],
    ['handshakes keep failing', { ...dropped, greeted: false, failures: 1 }, 'probe-session'],
    ['its frames were refused', { ...dropped, code: CLOSE.badFrames }, 'retry'],
  ] as const)('when %s', (_, close, next) => {
    expect(afterClose(close)).toBe(next);
  });
});
