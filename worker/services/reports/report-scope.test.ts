import { describe, expect, it } from 'vitest';
import { bought, HOUR_MS, START_MS, times } from '../../../domain/report/testing/facts.ts';
import { cutFacts } from './report-scope.ts';

const ZONE = { timezone: 'Europe/Berlin' };
const lately = new Date(START_MS + 100 * HOUR_MS).toISOString();
const against = (currency: string, hours: readonly number[]) =>
  hours.map((hour) => bought(hour, { symbol: `BTC-${currency}` }));

describe('the currency of a report', () => {
  it('is that of most fills of all time, whatever the period', () => {
    const facts = [
      ...against(
        'EUR',
        times(5, (n) => n),
      ),
      ...against('USD', [6, 101, 102]),
    ];
    const cut = cutFacts({ facts, trips: [] }, ZONE, { from: lately });
    expect(cut.scope.currency).toBe('EUR');
    expect(cut.facts).toEqual([]);
  });

  it('is the trader’s own in a period without fills', () => {
    const cut = cutFacts({ facts: against('EUR', [1, 2]), trips: [] }, ZONE, { from: lately });
    expect(cut.scope.currency).toBe('EUR');
  });

  it('is one of all that were ever traded, with their fills of the period', () => {
    const facts = [
      ...against(
        'EUR',
        times(5, (n) => n),
      ),
      ...against('USD', [6, 101, 102]),
    ];
    expect(cutFacts({ facts, trips: [] }, ZONE, { from: lately }).currencies).toEqual([
      { currency: 'EUR', fills: 0 },
      { currency: 'USD', fills: 2 },
    ]);
  });
});
