import type { Facts } from './facts.ts';
import { lead, scene, type Texts } from './texts.ts';

export const FOMO_BUY: Texts = {
  happened: [
    ({ symbol, day, rsi, band }) => `You bought ${symbol} ${day}, with ${rsi} and ${band}.`,
    ({ symbol, day, rsi, band }) => `With ${symbol} ${day} and ${rsi}, you bought with ${band}.`,
    ({ symbol, day, rsi, band }) => `When you bought ${symbol}, it was ${day}, with ${rsi} and ${band}.`,
    ({ symbol, day, rsi, band }) =>
      `All three signs of FOMO were there in this buy of ${symbol}: ${day}, ${rsi} and ${band}.`,
  ],
  habits: [
    'Next time a price runs, let one hourly candle close before you buy, and see if you still want it.',
    'Next time a price runs, write down where you would get out before you get in.',
    'Next time, choose your entry price before the move, and hold yourself to it.',
    'Next time, note in one line what you know now that you did not know a day earlier.',
    'Next time, decide what the trade may cost you before you look at the price again.',
    'Next time, set an alert at the entry you planned, and act only when it rings.',
  ],
};

const AT_A_LOW: Texts['happened'] = [
  ({ symbol, low, day }) => `You bought ${symbol} ${low}${lead(', with the price ', day)}.`,
  ({ symbol, low, day }) => `This buy of ${symbol} was made ${low}${lead(', ', day)}.`,
  ({ symbol, low, day }) => `When you bought ${symbol}, it stood ${low}${lead(' and ', day)}.`,
  ({ symbol, low, day }) => `Your entry in ${symbol} lay ${low}${lead(', with the price ', day)}.`,
];

export const DISCIPLINE_BUY: Texts = {
  happened: AT_A_LOW,
  habits: [
    'Next time you plan an entry near a low, write the level and your exit down together.',
    'Next time, name the level before you place the order, and note how far from it you bought.',
    'Next time, note in one line how you chose the level, so that you can check it later.',
    'Next time you buy near a low, write down at which price the idea would be wrong.',
    'Next time, compare your fill with the level you had in mind, and keep that note.',
    'Next time, write down before the order what you will do if the low does not hold.',
  ],
};

/** The rule looks at the level alone, so it is also met in a crash, where an entry says nothing of waiting. */
export const DISCIPLINE_BUY_AFTER_FALL: Texts = {
  happened: AT_A_LOW,
  habits: [
    'Next time you buy after a fall like this, decide your exit level before you place the order.',
    'Next time, write down at which price you would be out before you buy after such a day.',
    'Next time a price has fallen this far, set the exit level first and the order second.',
    'Next time you buy after a fall, note the level below which your idea is wrong.',
    'Next time, fix the loss you would accept before you buy what has fallen this far.',
    'Next time you buy after such a day, keep your exit level in writing beside the order.',
  ],
};

export const NEUTRAL_BUY: Texts = {
  happened: [
    (facts) =>
      `You bought ${facts.symbol}${lead(' ', scene(facts))}; the trade met none of the patterns we look for.`,
    (facts) => `This buy of ${facts.symbol}${aside(facts)} met none of the patterns we look for.`,
    (facts) => `None of the patterns we look for was met when you bought ${facts.symbol}${tail(facts)}.`,
    (facts) =>
      `We held this buy of ${facts.symbol}${aside(facts)} against the patterns we look for, and it met none.`,
  ],
  habits: [
    'Next time, add one line on why you took the trade, so that you can learn from it later.',
    'Next time, write down your exit before you enter.',
    'Next time, read your plan once more before you place the order.',
    'Next time, note which price would make you change your mind.',
    'Next time, write down how long you mean to hold before you buy.',
    'Next time, note what you expect of the trade, and compare it when you sell.',
    'Next time, decide what the trade may cost you before you choose its size.',
    'Next time, jot down what you looked at last before the order.',
    'Next time, give the setup a name, so that you can compare like with like.',
    'Next time, write the level and the reason side by side before you buy.',
  ],
};

function aside(facts: Facts): string {
  const told = scene(facts);
  return told === '' ? '' : `, ${told},`;
}

function tail(facts: Facts): string {
  return lead(', ', scene(facts));
}
