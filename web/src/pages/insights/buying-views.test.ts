import { describe, expect, it } from 'vitest';
import type { Measure } from '../../../../contracts/measure.ts';
import { viewFomo, viewRebuy, viewRevenge } from './buying-views.ts';

const known = (value: number, n: number): Measure => ({ known: true, value, n });
const missing = (reason: string, n: number, minimum: number): Measure => ({
  known: false,
  reason,
  n,
  minimum,
});

describe('the sentence on FOMO', () => {
  it('holds the buys against the market’s own rate', () => {
    const fomo = { share: known(0.15, 90), baseRate: known(0.052, 84), lift: known(2.32, 84) };
    // 2.32 × 5.2 %: the share of the buys that are compared, not of all.
    expect(viewFomo(fomo).sentence).toBe(
      'You buy into hot runs 2.3 times as often as the market has them: 12% of your buys against 5.2% of all hours, n = 84.',
    );
  });

  it('tells the share alone where the market’s rate is not known', () => {
    const few = missing('not enough buys in months with candles yet', 4, 20);
    expect(viewFomo({ share: known(0.12, 84), baseRate: few, lift: few }).sentence).toBe(
      'Not enough buys in months with candles yet: 4 of 20. 12% of your buys met the FOMO rule.',
    );
  });
});

describe('the sentence on revenge', () => {
  it('speaks of the entries that follow a loss', () => {
    const view = viewRevenge({ rate: known(0.032, 610), afterLoss: known(0.31, 62) });
    expect(view.sentence).toBe(
      'Of your entries within an hour after a loss, 31% were revenge entries, n = 62.',
    );
    expect(view.drawn?.measure.value).toBe(0.31);
  });

  it('speaks of all entries while too few follow a loss', () => {
    const few = missing('not enough entries after a loss yet', 5, 20);
    const view = viewRevenge({ rate: known(0.032, 610), afterLoss: few });
    expect(view).toMatchObject({
      sentence:
        '3.2% of your entries were revenge entries, n = 610. Entries soon after a loss are too few to tell apart: 5 of 20 so far.',
      drawn: null,
    });
  });

  it('says so where there was none', () => {
    const view = viewRevenge({ rate: known(0, 610), afterLoss: known(0, 62) });
    expect(view.sentence).toBe('None of your entries was a revenge entry, n = 610.');
  });
});

describe('the sentence on buying back', () => {
  it('names first what is bought back more readily', () => {
    const fallen = { fallen: known(0.18, 60), risen: known(0.09, 60), ratio: known(2, 120) };
    expect(viewRebuy(fallen).sentence).toBe(
      'You buy back what has fallen 2 times as readily as what has risen: 18% against 9%, n = 120.',
    );
    const risen = { fallen: known(0.09, 60), risen: known(0.18, 60), ratio: known(0.5, 120) };
    expect(viewRebuy(risen).sentence).toBe(
      'You buy back what has risen 2 times as readily as what has fallen: 18% against 9%, n = 120.',
    );
  });

  it('gives a reason that no further trade mends without a count', () => {
    const none = missing('nothing was bought again that had risen', 0, 1);
    expect(viewRebuy({ fallen: known(0.1, 60), risen: known(0, 60), ratio: none }).sentence).toBe(
      'Nothing was bought again that had risen.',
    );
  });
});
