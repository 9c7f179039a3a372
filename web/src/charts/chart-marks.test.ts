import { describe, expect, it } from 'vitest';
import type { CandleDto, LotMatch, TradeLedger } from '../../../contracts/trades.ts';
import { levelSpan, marksOf, othersInView } from './chart-marks.ts';

const hour = (h: number, minute = 0) => new Date(Date.UTC(2026, 2, 2, h, minute)).toISOString();
const bars = (from: number, to: number): CandleDto[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    ts: hour(from + i),
    open: '1',
    high: '1',
    low: '1',
    close: '1',
    volume: '1',
  }));
const match = (openedAt: string | null, closedAt: string): LotMatch => ({
  saleId: '01J00000000000000000000001',
  buyId: null,
  source: 'buy',
  qty: '1',
  cost: '1',
  proceeds: '1',
  pnl: '0',
  openedAt,
  closedAt,
});
const ledger = (...matches: LotMatch[]): TradeLedger => ({
  matches,
  unknownQty: '0',
  heldQty: null,
  gross: null,
  r: null,
  roundTrip: null,
  excursion: { mae: '-5', mfe: '10', worstPrice: '95', bestPrice: '110', captured: 0.3 },
  enteredCost: null,
});

describe('the marks of a sale', () => {
  const sale = { side: 'SELL', ts: hour(9, 30), heldHours: 5.5 } as const;
  const marks = marksOf(sale, ledger(match(hour(5, 10), sale.ts), match(hour(3, 20), sale.ts)));

  it('are its buys, each once, and the span of their time held on average', () => {
    expect(marks.others).toEqual([
      { ts: hour(3, 20), side: 'BUY' },
      { ts: hour(5, 10), side: 'BUY' },
    ]);
    expect(marks.levels).toEqual({ from: hour(4), to: sale.ts, worst: '95', best: '110' });
  });

  it('lie on the bars in view only', () => {
    expect(othersInView(marks, bars(4, 12))).toEqual([{ hour: Date.parse(hour(5)), side: 'BUY' }]);
    expect(levelSpan(marks, bars(5, 12))).toEqual([Date.parse(hour(5)), Date.parse(hour(9))]);
    expect(levelSpan(marks, bars(1, 12))).toEqual([Date.parse(hour(4)), Date.parse(hour(9))]);
    expect(levelSpan(marks, bars(10, 12))).toBeNull();
  });

  it('have no levels where it is not known when it was bought', () => {
    expect(marksOf({ ...sale, heldHours: null }, ledger(match(null, sale.ts)))).toEqual({
      others: [],
      levels: null,
    });
    expect(marksOf(sale, null)).toEqual({ others: [], levels: null });
  });
});

describe('the marks of a buy', () => {
  it('are the sales of its lot', () => {
    const buy = { side: 'BUY', ts: hour(2), heldHours: null } as const;
    const sold = { ...ledger(match(buy.ts, hour(4)), match(buy.ts, hour(8))), excursion: null };
    expect(marksOf(buy, sold)).toEqual({
      others: [
        { ts: hour(4), side: 'SELL' },
        { ts: hour(8), side: 'SELL' },
      ],
      levels: null,
    });
  });
});
