import { expect, it } from 'vitest';
import { openExits } from '../history/exits.ts';
import { exit } from '../history/testing/history-fills.ts';
import { groupOrders, readFills } from './orders.ts';
import { sold } from './testing/facts.ts';

it('an order was held for the hours of its lots, as rules on exits have it: what has no known cost weighs nothing', () => {
  const whole = { heldHours: 10, matchedQty: '1' };
  const partly = { basis: 'partial', heldHours: 100, matchedQty: '0.1' } as const;
  const exits = openExits();
  const closing = exits.begin('BTC-USD');
  exits.close(closing, exit(0, '1', { outcome: whole }).outcome, 0);
  const inRules = exits.figuresOf(closing, exit(1, '1', { outcome: partly }).outcome).order_hours;

  const first = sold(0, '1', { ...whole, value: '100' });
  const second = sold(1, '1', { ...partly, value: '900', orderId: first.id });
  const [order] = groupOrders(readFills([first, second]));
  expect(order?.heldHours).toBeCloseTo((10 + 0.1 * 100) / 1.1, 12);
  expect(inRules).toEqual({ known: true, value: order?.heldHours });
});
