import { describe, expect, it } from 'vitest';
import type { Insights } from '../../../../contracts/insights.ts';
import type { Measure } from '../../../../contracts/measure.ts';
import { viewDisposition, viewHoldTime } from './selling-views.ts';

const known = (value: number, n: number): Measure => ({ known: true, value, n });
const missing = (reason: string, n: number, minimum: number): Measure => ({
  known: false,
  reason,
  n,
  minimum,
});

const WINNERS_SOON: Insights['disposition'] = {
  realisedGains: 17,
  paperGains: 33,
  realisedLosses: 7,
  paperLosses: 27,
  notJudged: 0,
  pgr: known(0.34, 50),
  plr: known(0.21, 34),
  effect: known(0.13, 84),
  standardError: 0.09,
  ratio: known(1.62, 84),
};

describe('the sentence on winners and losers', () => {
  it('says how many times as readily winners are sold', () => {
    expect(viewDisposition(WINNERS_SOON).sentence).toBe(
      'You sell winners 1.6 times as readily as losers: 34% of the winners you held against 21% of the losers, n = 84.',
    );
  });

  it('turns round where losers are sold more readily', () => {
    const view = viewDisposition({ ...WINNERS_SOON, ratio: known(0.5, 84), effect: known(-0.2, 84) });
    expect(view.sentence).toMatch(/^You sell losers 2 times as readily as winners/);
  });

  it('has no number of times where no loser was sold', () => {
    const none = missing('no loss was realised', 0, 1);
    const view = viewDisposition({
      ...WINNERS_SOON,
      plr: known(0, 34),
      effect: known(0.34, 84),
      ratio: none,
    });
    expect(view.sentence).toBe(
      'You sell winners and keep losers: 34% of the winners you held against 0% of the losers, n = 84.',
    );
  });

  it('finds no difference in a ratio that rounds to one', () => {
    const view = viewDisposition({ ...WINNERS_SOON, ratio: known(1.004, 84) });
    expect(view.sentence).toMatch(/^You sell winners and losers about as readily/);
  });

  it('says what is missing while there is too little to go by', () => {
    const few = missing('not enough gains to realise yet', 4, 10);
    const view = viewDisposition({ ...WINNERS_SOON, effect: few, ratio: few });
    expect(view).toMatchObject({
      sentence: 'Not enough gains to realise yet: 4 of 10.',
      known: false,
      drawn: null,
    });
  });
});

describe('the sentence on hold time', () => {
  it('names the longer held first, with both medians', () => {
    const held = { winners: known(5, 40), losers: known(12, 30), ratio: known(2.4, 70) };
    expect(viewHoldTime(held).sentence).toBe(
      'You hold losers 2.4 times as long as winners: 12 h against 5 h, n = 70.',
    );
    const other = { winners: known(12, 40), losers: known(5, 30), ratio: known(5 / 12, 70) };
    expect(viewHoldTime(other).sentence).toBe(
      'You hold winners 2.4 times as long as losers: 12 h against 5 h, n = 70.',
    );
  });
});
