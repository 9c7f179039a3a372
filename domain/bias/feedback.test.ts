import { describe, expect, it } from 'vitest';
import { type LabelVote, openFeedback } from './feedback.ts';

function vote(at: number, cast: LabelVote['vote'], over: Partial<LabelVote> = {}): LabelVote {
  return { label: 'FOMO', vote: cast, tradeId: `trade-${at}`, at, ...over };
}

function scales(votes: readonly LabelVote[], times: readonly number[], resets: readonly number[] = []) {
  const feedback = openFeedback({ votes, resets });
  return times.map((ts) => feedback.scaleAt(ts, 'FOMO'));
}

describe('feedback', () => {
  it('leaves a label as it is without a vote', () => {
    expect(scales([], [0, 100])).toEqual([1, 1]);
  });

  // The mean of Beta(2 + up, 2 + down) over 0.5: 3 ÷ 5 ÷ 0.5 = 1.2; 4 ÷ 6 ÷ 0.5 = 1.3333; 2 ÷ 5 ÷ 0.5 = 0.8.
  it('raises a label that is voted up and lowers one that is voted down', () => {
    expect(scales([vote(1, 'up'), vote(2, 'up')], [1, 2])).toEqual([1.2, expect.closeTo(4 / 3, 12)]);
    expect(scales([vote(1, 'down')], [1])).toEqual([0.8]);
    expect(scales([vote(1, 'up'), vote(2, 'down')], [2])).toEqual([1]);
  });

  it('counts for trades from its time on, in whatever order votes are given', () => {
    const votes = [vote(30, 'up'), vote(10, 'up'), vote(20, 'down')];
    expect(scales(votes, [9, 10, 19, 20, 29, 30])).toEqual([1, 1.2, 1.2, 1, 1, expect.closeTo(8 / 7, 12)]);
  });

  it('is of one label and one trade: a later vote replaces the one before, and null takes it back', () => {
    const same = { tradeId: 'trade' };
    const votes = [vote(1, 'up', same), vote(2, 'down', same), vote(3, null, same), vote(4, 'up', same)];
    expect(scales(votes, [1, 2, 3, 4])).toEqual([1.2, 0.8, 1, 1.2]);
    expect(scales([vote(1, 'up', { ...same, label: 'PANIC' })], [5])).toEqual([1]);
    expect(scales([vote(1, 'up', same), vote(2, 'up', same)], [2])).toEqual([1.2]);
  });

  it('is forgotten by a reset for trades from it on', () => {
    const votes = [vote(1, 'up'), vote(2, 'up'), vote(5, 'down'), vote(6, null, { tradeId: 'trade-1' })];
    expect(scales(votes, [4, 5, 6], [5, 3])).toEqual([1, 0.8, 0.8]);
  });

  it('is told by label with all votes counted, whatever time was asked for last', () => {
    const votes = [
      vote(1, 'up', { label: 'PANIC' }),
      vote(2, 'up'),
      vote(3, 'down'),
      vote(4, 'down'),
      vote(5, 'up', { label: 'REVENGE' }),
      vote(6, null, { label: 'REVENGE', tradeId: 'trade-5' }),
    ];
    const feedback = openFeedback({ votes, resets: [] });
    feedback.scaleAt(2, 'FOMO');
    expect(feedback.report()).toEqual([
      { label: 'FOMO', up: 1, down: 2, scale: expect.closeTo(6 / 7, 12) },
      { label: 'PANIC', up: 1, down: 0, scale: 1.2 },
    ]);
    expect(feedback.scaleAt(3, 'FOMO')).toBe(1);
    expect(openFeedback({ votes, resets: [7] }).report()).toEqual([]);
  });
});
