import type { Facts } from './facts.ts';
import type { Texts } from './texts.ts';

const HABITS: Texts['habits'] = [
  'Next time, set before the day how many trades it may have, and keep the count beside you.',
  'Next time a day fills up like this, write one line on each trade before the next.',
  'Next time you pass your usual count, take a break before you place another order.',
  'Next time a day gets this full, mark which of its trades were in your plan.',
  'Next time, add up the fees of such a day before you add another trade to it.',
  'Next time you pass your usual count, read through the trades of the day first.',
];

export const OVERTRADING_BUY: Texts = {
  happened: [
    (facts) => `You bought ${facts.symbol} in ${place(facts)}, ${usual(facts)}.`,
    (facts) => `This buy of ${facts.symbol} was ${place(facts)}, ${usual(facts)}.`,
    (facts) => `With this buy of ${facts.symbol} you made ${place(facts)}, ${usual(facts)}.`,
    (facts) => `When you bought ${facts.symbol}, it was ${place(facts)}, ${usual(facts)}.`,
  ],
  habits: HABITS,
};

export const OVERTRADING_SELL: Texts = {
  happened: [
    (facts) => `You sold ${facts.symbol} in ${place(facts)}, ${usual(facts)}.`,
    (facts) => `This sale of ${facts.symbol} was ${place(facts)}, ${usual(facts)}.`,
    (facts) => `With this sale of ${facts.symbol} you made ${place(facts)}, ${usual(facts)}.`,
    (facts) => `When you sold ${facts.symbol}, it was ${place(facts)}, ${usual(facts)}.`,
  ],
  habits: HABITS,
};

function place({ dayTrade }: Facts): string {
  return dayTrade ?? 'one of many trades of the day';
}

function usual({ usualTrades }: Facts): string {
  return `against ${usualTrades ?? 'far fewer'} on an average day`;
}
