import { expect, it } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
import { readRuledOrders } from './ruled-orders.ts';
import { bought, HOUR_MS, START_MS, sold } from './testing/facts.ts';

const held = (verdict: RuleCheck['verdict']): RuleCheck[] => [
  { kind: 'maxPositionPct', verdict, value: 30, limit: 25 },
];

it('an order is one decision: of its first fill’s time, judged by its last fill', () => {
  const facts = [
    bought(3, { id: 'coinbase 10', orderId: 'a', ts: START_MS + HOUR_MS, rules: held('broken') }),
    bought(2, { id: 'coinbase 9', orderId: 'a', ts: START_MS + HOUR_MS, rules: held('kept') }),
    bought(1, { id: 'coinbase 8', orderId: 'a', ts: START_MS, rules: held('kept') }),
    sold(4, '5', { orderId: 'b', ts: START_MS, rules: [] }),
  ];
  expect(readRuledOrders(facts)).toEqual([
    { orderId: 'a', symbol: 'BTC-USD', side: 'BUY', ts: START_MS, checks: held('broken') },
  ]);
});

it('of one moment the last slice is the last of the venue’s own sequence, as in the books', () => {
  const slice = (n: number, id: string, venueSeq: string, verdict: RuleCheck['verdict']) =>
    bought(n, { id: `coinbase ${id}`, orderId: 'a', ts: START_MS, venueSeq, rules: held(verdict) });
  const facts = [slice(1, 'ffee', '000041', 'kept'), slice(2, '00aa', '000042', 'broken')];
  for (const given of [facts, facts.toReversed()])
    expect(readRuledOrders(given)).toMatchObject([{ orderId: 'a', checks: held('broken') }]);
});
