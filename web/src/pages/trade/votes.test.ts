import { describe, expect, it } from 'vitest';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { voteOn, withVote } from './votes.ts';

const BIAS: TradeBias = {
  trade: {
    id: '01J00000000000000000000001',
    broker: 'coinbase',
    extId: '1',
    symbol: 'BTC-USD',
    side: 'BUY',
    qty: '1',
    price: '1',
    fee: null,
    feeCurrency: null,
    ts: '2026-03-01T12:00:00.000Z',
    basis: null,
    pnl: null,
    heldHours: null,
    orderId: null,
    labels: [],
  },
  tags: [],
  reflection: null,
  ledger: null,
  rules: [],
  feedback: [{ label: 'FOMO', vote: 'down' }],
};

describe('a vote on a label', () => {
  it('takes the place of the one before and leaves the others', () => {
    const both = withVote(BIAS, 'REVENGE', 'up');
    const changed = withVote(both, 'FOMO', 'up');
    expect([voteOn(changed, 'FOMO'), voteOn(changed, 'REVENGE')]).toEqual(['up', 'up']);
    expect(changed.feedback).toHaveLength(2);
  });

  it('is gone once it is taken back', () => {
    expect(voteOn(withVote(BIAS, 'FOMO', null), 'FOMO')).toBeNull();
    expect(voteOn(BIAS, 'FOMO')).toBe('down');
  });
});
