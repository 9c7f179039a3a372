import { describe, expect, test } from 'vitest';
import type { SnapshotRow } from '../../db/queries/snapshots.ts';
import { sourcesOfMonth, storedRow } from './stored-choice.ts';

const ORDER = ['coinbase', 'binance', 'bitstamp'];

function row(source: string, month = '2026-10'): SnapshotRow {
  const [coveredUntil, createdAt] = [new Date(0), new Date(0)];
  const rest = { bars: 1, lastClose: null, lastCloseAt: null, coveredUntil, createdAt };
  return { hash: `${source} ${month}`, source, symbol: 'BTC-USD', granularity: '1h', month, ...rest };
}

describe('a month', () => {
  test('goes on with the source that was chosen for it', () => {
    const stored = {
      choices: [{ month: '2026-10', source: 'bitstamp' }],
      rows: [row('coinbase'), row('bitstamp')],
    };
    expect(sourcesOfMonth('2026-10', ORDER, stored)).toEqual({
      chosen: 'bitstamp',
      order: ['bitstamp', 'coinbase', 'binance'],
      row: row('bitstamp'),
    });
    expect(storedRow('2026-10', ORDER, stored)).toEqual(row('bitstamp'));
  });

  test('that nobody has chosen for begins with the first source, whatever is stored of others', () => {
    const stored = { choices: [], rows: [row('bitstamp'), row('coinbase', '2026-09')] };
    expect(sourcesOfMonth('2026-10', ORDER, stored)).toEqual({ chosen: null, order: ORDER, row: undefined });
    expect(sourcesOfMonth('2026-09', ORDER, stored).row).toEqual(row('coinbase', '2026-09'));
  });

  test('is shown of the first source that has it', () => {
    const stored = { choices: [], rows: [row('bitstamp'), row('binance')] };
    expect(storedRow('2026-10', ORDER, stored)).toEqual(row('binance'));
    expect(storedRow('2026-11', ORDER, stored)).toBeUndefined();
  });

  test('of a source that is asked no more is read, and continued by another', () => {
    const stored = { choices: [{ month: '2026-10', source: 'twelvedata' }], rows: [row('twelvedata')] };
    expect(sourcesOfMonth('2026-10', ORDER, stored)).toEqual({
      chosen: 'twelvedata',
      order: ORDER,
      row: row('twelvedata'),
    });
  });
});
