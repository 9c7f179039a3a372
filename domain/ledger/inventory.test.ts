import { describe, expect, it } from 'vitest';
import { buy, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import type { InventoryEvent } from './fill.ts';
import { openLedger } from './ledger.ts';
import { orderFills } from './order-fills.ts';

function event(
  n: number,
  kind: InventoryEvent['kind'],
  qty: string,
  value: string | null = null,
): InventoryEvent {
  return { id: `event-${n}`, symbol: 'BTC-USD', kind, qty, value, ts: START_MS + n * HOUR_MS };
}

describe('what comes in without a trade', () => {
  it('by a transfer without a value has no known cost, and its sale no P&L', () => {
    const ledger = openLedger('BTC-USD');
    ledger.move(event(0, 'transfer_in', '2'));
    expect(ledger.held()).toEqual({ qty: '2', cost: null, averagePrice: null, openedAt: START_MS });
    expect(ledger.book(sell(1, '1', '100'))).toMatchObject({
      basis: 'unknown',
      pnl: null,
      matchedQty: '0',
      unknownQty: '1',
      matches: [],
      tripId: 'event-0',
    });
  });

  // The oldest unit has no known cost: 2 of 3 are matched, with 4 of the fee of 6, and 240 − 4 − 200 = 36.
  it('makes a sale partial where it lies between lots of known cost', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    ledger.move(event(1, 'transfer_in', '1'));
    ledger.book(buy(2, '1', '100'));
    expect(ledger.held()).toMatchObject({ qty: '3', cost: null });
    expect(ledger.book(sell(3, '3', '120', { fee: '6' }))).toMatchObject({
      basis: 'partial',
      pnl: '36',
      unknownQty: '1',
      matches: [{ pnl: '18' }, { pnl: '18' }],
      closedTrip: { basis: 'partial', heldQty: '0', heldCost: '0' },
    });
  });

  it('is left out of the average cost of what is known', () => {
    const ledger = openLedger('BTC-USD', { matching: 'average' });
    ledger.move(event(0, 'transfer_in', '1'));
    ledger.book(buy(1, '1', '100'));
    ledger.book(buy(2, '1', '200'));
    expect(ledger.book(sell(3, '2', '150'))).toMatchObject({ basis: 'partial', pnl: '0', unknownQty: '1' });
    expect(ledger.held()).toMatchObject({ qty: '1', cost: '150', averagePrice: 150 });
  });

  it.each([
    ['transfer_in', 'transfer'],
    ['reward', 'reward'],
    ['convert_in', 'convert'],
  ] as const)('by a %s with a value costs that value', (kind, source) => {
    const ledger = openLedger('BTC-USD');
    ledger.move(event(0, kind, '2', '90'));
    expect(ledger.book(sell(4, '1', '100'))).toMatchObject({
      basis: 'known',
      pnl: '55',
      gross: '55',
      heldHours: 4,
      matches: [{ lotId: 'event-0', source, cost: '45', entryValue: '45' }],
    });
  });

  it.each(['0', '-1', 'NaN'])('with a value of %j has no known cost', (value) => {
    const ledger = openLedger('BTC-USD');
    ledger.move(event(0, 'reward', '1', value));
    expect(ledger.held().cost).toBeNull();
  });
});

describe('what leaves without a trade', () => {
  it.each(['transfer_out', 'fee'] as const)('by a %s takes lots and realises nothing', (kind) => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    ledger.book(buy(1, '1', '200'));
    expect(ledger.move(event(2, kind, '1', '500'))).toEqual({ pnl: null, closedTrip: null, refused: null });
    expect(ledger.held()).toMatchObject({ qty: '1', cost: '200' });
    expect(ledger.openTrip()).toMatchObject({ pnl: '0', exits: 0, basis: 'known' });
  });

  it('never takes more than is held', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    expect(ledger.move(event(1, 'transfer_out', '5')).closedTrip).toMatchObject({ heldQty: '0', pnl: '0' });
    expect(ledger.held()).toEqual({ qty: '0', cost: '0', averagePrice: null, openedAt: null });
  });

  it('by a convert realises its value less the cost of the lots', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100', { fee: '2' }));
    expect(ledger.move(event(1, 'convert_out', '1', '130'))).toMatchObject({
      pnl: '28',
      closedTrip: { pnl: '28', gross: '30', fees: '2', entries: 1, exits: 0, basis: 'known' },
    });
  });

  it('by a convert of an unknown value has no P&L', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    const { pnl, closedTrip } = ledger.move(event(1, 'convert_out', '1'));
    expect(pnl).toBeNull();
    expect(closedTrip).toMatchObject({ pnl: '0', basis: 'unknown' });
  });

  it('by a convert of more than is known realises the known part of its value', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    expect(ledger.move(event(1, 'convert_out', '4', '480'))).toMatchObject({
      pnl: '20',
      closedTrip: { basis: 'partial' },
    });
  });

  it('carries a value from one product to the other in the two legs of a convert', () => {
    const bitcoin = openLedger('BTC-USD');
    const ether = openLedger('ETH-USD');
    bitcoin.book(buy(0, '1', '100'));
    const left = bitcoin.move(event(1, 'convert_out', '1', '150'));
    ether.move({ ...event(1, 'convert_in', '10', '150'), symbol: 'ETH-USD' });
    const sold = ether.book(sell(2, '10', '14', { symbol: 'ETH-USD' }));
    expect([left.pnl, sold.pnl]).toEqual(['50', '-10']);
  });
});

describe('inventory events in the books', () => {
  it.each([
    ['qty_not_positive', { qty: '0' }],
    ['qty_not_positive', { qty: '-1' }],
    ['qty_not_positive', { qty: 'NaN' }],
    ['time_not_valid', { ts: Number.NaN }],
    ['other_product', { symbol: 'ETH-USD' }],
  ] as const)('are refused as %s %j and move nothing', (refused, over) => {
    const ledger = openLedger('BTC-USD');
    const moved = ledger.move({ ...event(0, 'reward', '1', '1'), ...over });
    expect(moved).toEqual({ pnl: null, closedTrip: null, refused });
    expect(ledger.held().qty).toBe('0');
  });

  it('are booked once', () => {
    const ledger = openLedger('BTC-USD');
    ledger.move(event(0, 'reward', '1', '1'));
    expect(ledger.move(event(0, 'reward', '1', '1')).refused).toBe('seen_before');
    expect(ledger.held().qty).toBe('1');
  });

  it('come in before the fills of their moment and leave after them', () => {
    const entries = [
      event(1, 'transfer_out', '1'),
      sell(1, '1', '1'),
      event(1, 'reward', '1'),
      buy(0, '1', '1'),
    ];
    expect(orderFills(entries).map((entry) => ('kind' in entry ? entry.kind : entry.side))).toEqual([
      'BUY',
      'reward',
      'SELL',
      'transfer_out',
    ]);
  });
});
