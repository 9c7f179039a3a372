import { describe, expect, test } from 'vitest';
import { BROKERS } from '../../contracts/brokers.ts';
import { preferring, readFailure, shortestOutage, sourceOrder } from './source-order.ts';

const ALL = { venues: ['coinbase', 'binance'], vendor: 'bitstamp' } as const;

describe('the sources of a product', () => {
  test.each([
    ['coinbase', ['coinbase', 'binance', 'bitstamp']],
    ['binance', ['binance', 'coinbase', 'bitstamp']],
    ['kraken', ['coinbase', 'binance', 'bitstamp']],
    ['kucoin', ['coinbase', 'binance', 'bitstamp']],
    ['bybit', ['coinbase', 'binance', 'bitstamp']],
    ['other', ['coinbase', 'binance', 'bitstamp']],
  ] as const)('of %s are the venue itself, other venues, and the vendor last', (broker, order) => {
    expect(sourceOrder(broker, ALL)).toEqual(order);
  });

  test.each(BROKERS)('of %s are nobody who is not asked here', (broker) => {
    expect(sourceOrder(broker, { venues: ['coinbase'], vendor: null })).toEqual(['coinbase']);
    expect(sourceOrder(broker, { venues: [], vendor: null })).toEqual([]);
  });

  test('begin with the one that a month goes on with, as long as it is asked', () => {
    expect(preferring(['a', 'b', 'c'], 'c')).toEqual(['c', 'a', 'b']);
    expect(preferring(['a', 'b'], 'c')).toEqual(['a', 'b']);
    expect(preferring(['a', 'b'], null)).toEqual(['a', 'b']);
  });
});

describe('a source that gives nothing', () => {
  test('does not have the product where it refuses, and is out where it fails in any other way', () => {
    const refusal = { kind: 'refused', status: 404, detail: 'HTTP 404' } as const;
    expect(readFailure(refusal)).toEqual({ refusal });
    for (const outage of [
      { kind: 'malformed', detail: '' },
      { kind: 'blocked' },
      { kind: 'rate_limited', retryAfterMs: 1 },
      { kind: 'unavailable', retryAfterMs: null, detail: '' },
      { kind: 'resting', because: 'unavailable', waitMs: 1 },
    ] as const) {
      expect(readFailure(outage)).toEqual({ outage });
    }
  });

  test('says nothing of the product where it lets nobody in', () => {
    expect(readFailure({ kind: 'refused', status: 403, detail: '' })).toEqual({
      outage: { kind: 'blocked' },
    });
    expect(readFailure({ kind: 'unauthorized' })).toMatchObject({ outage: { kind: 'unavailable' } });
  });

  test('is waited for as long as the one that is back first, or as the first says', () => {
    const first = { kind: 'unavailable', retryAfterMs: null, detail: 'first' } as const;
    const slow = { kind: 'rate_limited', retryAfterMs: 60_000 } as const;
    const soon = { kind: 'resting', because: 'unavailable', waitMs: 2_000 } as const;
    expect(shortestOutage([first, slow, soon])).toBe(soon);
    expect(shortestOutage([first, { kind: 'blocked' }])).toBe(first);
    expect(shortestOutage([])).toBeUndefined();
  });
});
