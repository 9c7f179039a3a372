import { describe, expect, it } from 'vitest';
import type { CandleDto } from '../../../contracts/trades.ts';
import { endsBeforeFill, fillHour } from './fill-hour.ts';

const trade = { ts: '2026-03-02T13:32:44.401Z' };

function barsUntil(ts: string): CandleDto[] {
  return [{ ts, open: '1', high: '1', low: '1', close: '1', volume: '1' }];
}

describe('the bar of a fill', () => {
  it('opens on the hour', () => {
    expect(new Date(fillHour(trade)).toISOString()).toBe('2026-03-02T13:00:00.000Z');
  });

  it('is not among bars that end the hour before', () => {
    expect(endsBeforeFill(barsUntil('2026-03-02T12:00:00.000Z'), trade)).toBe(true);
    expect(endsBeforeFill(barsUntil('2026-03-02T13:00:00.000Z'), trade)).toBe(false);
    expect(endsBeforeFill([], trade)).toBe(false);
  });
});
