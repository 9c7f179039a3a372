import { describe, expect, it } from 'vitest';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { testTrade } from '../trades/test-trade.ts';
import { seenAgain } from './seen-again.ts';
import { withVote } from './votes.ts';

const found = (insight: string): TradeBias => ({
  trade: testTrade(1),
  tags: [],
  reflection: { insight, sparkline: [] },
  ledger: null,
  feedback: [],
  rules: [],
});

describe('a second look at a trade', () => {
  it('leaves what is shown as it is where nothing changed, and with it the votes', () => {
    const shown = withVote(found('You bought high.'), 'FOMO', 'up');
    expect(seenAgain(shown, found('You bought high.'))).toBe(shown);
  });

  it('shows what changed, with the votes as they were', () => {
    const shown = withVote(found('You bought high.'), 'FOMO', 'up');
    const again = found('You bought low.');
    expect(seenAgain(shown, again)).toEqual({ ...again, feedback: shown.feedback });
  });
});
