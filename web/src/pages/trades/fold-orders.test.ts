import { describe, expect, it } from 'vitest';
import type { Trade } from '../../../../contracts/trades.ts';
import { foldOrders, toOrderRows } from './fold-orders.ts';
import { idOf, testTrade } from './test-trade.ts';

/** The nth fill, of the order that is named; without one it is not scored yet. */
const fill = (n: number, order: number | null, over: Partial<Trade> = {}) =>
  testTrade(n, {
    basis: 'known',
    pnl: '0.1',
    heldHours: 1,
    orderId: order === null ? null : idOf(order),
    labels: [{ label: 'NEUTRAL', confidence: 0.9 }],
    ...over,
  });

const only = (fills: Trade[]) => foldOrders(fills)[0]?.figures;

describe('the fills of one order', () => {
  it('are one row, with exact totals and the average price by quantity', () => {
    const fills = [
      fill(3, 1, { qty: '0.3', price: '101.00', pnl: '0.2' }),
      fill(2, 1, { pnl: '-0.5', heldHours: 5 }),
      fill(1, 1),
    ];
    expect(only(fills)).toMatchObject({
      id: idOf(1),
      ts: fills[0]?.ts,
      qty: '0.5',
      price: '100.60',
      pnl: '-0.2',
      fee: '0.3',
      heldHours: (0.3 + 0.5 + 0.1) / 0.5,
    });
  });

  it('stand where the newest stood, also with another order’s fill between them', () => {
    const orders = foldOrders([fill(4, 1), fill(3, 2), fill(2, 2), fill(1, 1)]);
    expect(orders.map(({ id, fills }) => [id, fills.length])).toEqual([
      [idOf(1), 2],
      [idOf(2), 2],
    ]);
  });

  it('join when the rest of them is loaded', () => {
    const page = [fill(3, 1), fill(2, 1)];
    expect(only(page)).toMatchObject({ qty: '0.2' });
    expect(foldOrders([...page, fill(1, 1)])).toHaveLength(1);
    expect(only([...page, fill(1, 1)])).toMatchObject({ qty: '0.3' });
  });

  it('stay apart until they are scored', () => {
    expect(foldOrders([fill(2, null), fill(1, null)])).toHaveLength(2);
  });

  it('have a part of their cost known where some do', () => {
    const unknown = fill(2, 1, { basis: 'unknown', pnl: null });
    expect(only([unknown, fill(1, 1)])).toMatchObject({ basis: 'partial', pnl: '0.1' });
    expect(only([unknown, { ...unknown, id: idOf(1) }])).toMatchObject({ basis: 'unknown', pnl: null });
  });

  it('carry each label once, as sure as the surest, and no Neutral beside one', () => {
    const fills = [
      fill(3, 1, { labels: [{ label: 'PANIC', confidence: 0.6 }] }),
      fill(2, 1, {
        labels: [
          { label: 'PANIC', confidence: 0.8 },
          { label: 'OVERTRADING', confidence: 0.7 },
        ],
      }),
      fill(1, 1),
    ];
    expect(only(fills)?.labels).toEqual([
      { label: 'PANIC', confidence: 0.8 },
      { label: 'OVERTRADING', confidence: 0.7 },
    ]);
  });

  it('add up no fees of different currencies', () => {
    expect(only([fill(2, 1, { feeCurrency: 'BNB' }), fill(1, 1)])).toMatchObject({ fee: null });
    expect(only([fill(2, 1, { fee: null, feeCurrency: null }), fill(1, 1)])).toMatchObject({ fee: '0.1' });
  });
});

describe('the rows', () => {
  const orders = foldOrders([fill(4, 4), fill(3, 1), fill(2, 1), fill(1, 1)]);

  it('show the fills of an order that is open, numbered from its first', () => {
    const rows = toOrderRows(orders, new Set([idOf(1)]));
    expect(rows.map((row) => (row.kind === 'fill' ? row.place : row.key))).toEqual([
      idOf(4),
      idOf(1),
      3,
      2,
      1,
    ]);
  });

  it('have nothing to open of an order of one fill', () => {
    expect(toOrderRows(orders, new Set([idOf(4)]))).toHaveLength(2);
  });
});
