import type { Facts } from './facts.ts';

/** What a reflection says of one kind of trade: what happened, and one habit. Any of one goes with any of the other. */
export type Texts = {
  happened: readonly [Telling, ...Telling[]];
  habits: readonly [string, ...string[]];
};
type Telling = (facts: Facts) => string;

/**
 * Figures come from facts only, so no other digit may stand in a text. Each text is one sentence. The tone is that of a
 * coach who was there: it tells, it does not scold, advise on markets or foretell.
 */
export const FOMO_BUY: Texts = {
  happened: [
    ({ symbol, day, rsi, band }) => `You bought ${symbol} ${day}, with ${rsi} and ${band}.`,
    ({ symbol, day, rsi, band }) => `With ${symbol} ${day} and ${rsi}, you bought with ${band}.`,
    ({ symbol, day, rsi, band }) => `This buy of ${symbol} came after a fast rise: ${day}, ${rsi}, ${band}.`,
  ],
  habits: [
    'Next time a price runs, let one hourly candle close before you buy, and see if you still want it.',
    'Next time you feel that pull, write down where you would get out before you get in.',
    'Next time, choose your entry price while the market is calm, and hold yourself to it.',
  ],
};

export const PANIC_SELL: Texts = {
  happened: [
    ({ symbol, result, held, high, rsi }) => `You sold ${symbol} at ${result} ${held}, ${high}, with ${rsi}.`,
    ({ symbol, result, high, rsi }) => `With ${symbol} ${high} and ${rsi}, you sold at ${result}.`,
    ({ symbol, result, high, rsi }) =>
      `You sold ${symbol} in a falling market, ${high} with ${rsi}, at ${result}.`,
  ],
  habits: [
    'Next time, set your exit when you open the trade, so that a fall finds it decided.',
    'Next time a drop makes you want out, take ten minutes and reread why you bought.',
    'Next time, note your exit price when you buy, and read that note before you sell.',
  ],
};

export const DISCIPLINE_BUY: Texts = {
  happened: [
    (facts) => `You bought ${facts.symbol} close to its prior support${scene(', ', facts.high, facts.rsi)}.`,
    (facts) =>
      `This buy of ${facts.symbol} sits near the low of the days before it${scene(', ', facts.high, facts.rsi)}.`,
    (facts) => `You met ${facts.symbol} near a low it had shown before${scene(', ', facts.high, facts.rsi)}.`,
  ],
  habits: [
    'Next time, do it the same way: name the level first, then let the price come to it.',
    'Next time you plan such an entry, write the level and your exit down together.',
    'Next time, note in one line what helped you wait, so that you can do it again.',
  ],
};

export const NEUTRAL_BUY: Texts = {
  happened: [
    (facts) => `You bought ${facts.symbol}${scene(' ', facts.day, facts.rsi)}, and no bias shows in it.`,
    (facts) =>
      `This buy of ${facts.symbol}${scene(', ', facts.day, facts.rsi)}, met none of the patterns we look for.`,
    (facts) => `Nothing stands out in this buy of ${facts.symbol}${scene(', ', facts.day, facts.rsi)}.`,
  ],
  habits: [
    'Next time, add one line on why you took the trade, so that you can learn from it later.',
    'Next time, write down your exit before you enter, while nothing presses you.',
    'Next time, pause for a breath before the click, and see if the plan still holds.',
  ],
};

export const NEUTRAL_SELL: Texts = {
  happened: [
    (facts) => `You sold ${facts.symbol}${closing(facts)}, and no bias shows in it.`,
    (facts) => `This sale of ${facts.symbol}${closing(facts)} met none of the patterns we look for.`,
    (facts) => `Nothing stands out in this sale of ${facts.symbol}${closing(facts)}.`,
  ],
  habits: [
    'Next time, note in one line whether you left by plan or by feeling.',
    'Next time, compare your exit with the one you had in mind when you bought.',
    'Next time, write down what you would do the same way before you open the next trade.',
  ],
};

/** What is known, joined: "6.1% below its three-day high with RSI at 44". */
function scene(lead: string, where: string | null, rsi: string | null): string {
  const parts = [where, rsi === null ? null : `with ${rsi}`].filter((part) => part !== null);
  return parts.length === 0 ? '' : lead + parts.join(' ');
}

function closing({ result, held }: Facts): string {
  return result === null ? '' : [' at', result, held].filter((part) => part !== null).join(' ');
}
