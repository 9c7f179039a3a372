import { describe, expect, it } from 'vitest';
import { isFiltered, readFilters, toQuery, wholeSymbol } from './filters.ts';

describe('the filters of the grid', () => {
  it('ask for a product only once it is whole', () => {
    expect(wholeSymbol('btc')).toBe('');
    expect(wholeSymbol('btc-')).toBe('');
    expect(wholeSymbol(' btc-usd ')).toBe('BTC-USD');
  });

  it('take no part of a product from the address', () => {
    expect(readFilters({ symbol: 'btc' }).symbol).toBe('');
    expect(readFilters({ symbol: 'btc-usd' }).symbol).toBe('BTC-USD');
  });

  it('know sales whose cost is not known', () => {
    const filters = readFilters({ cost: 'unknown' });
    expect(toQuery(filters, 'UTC')).toMatchObject({ cost: 'unknown', label: undefined });
    expect(isFiltered(filters)).toBe(true);
    expect(readFilters({ cost: 'known' }).cost).toBeUndefined();
  });

  it('leave out a day whose year is still being typed', () => {
    const typing = readFilters({ since: '0020-03-01', until: '2026-03-01' });
    expect(toQuery(typing, 'UTC')).toMatchObject({ since: undefined, until: '2026-03-01T23:59:59.999Z' });
  });
});
