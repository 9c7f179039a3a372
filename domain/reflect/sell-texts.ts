import type { Facts } from './facts.ts';
import { lead, scene, type Texts } from './texts.ts';

export const PANIC_SELL: Texts = {
  happened: [
    ({ symbol, result, held, high, rsi }) =>
      `You sold ${symbol} at ${result}${lead(' ', held)}, ${high}, with ${rsi}.`,
    ({ symbol, result, high, rsi }) => `With ${symbol} ${high} and ${rsi}, you sold at ${result}.`,
    ({ symbol, result, high, rsi }) => `You sold ${symbol} ${high}, with ${rsi}, at ${result}.`,
    ({ symbol, result, high, rsi }) =>
      `All three signs of panic were there in this sale of ${symbol}: ${result}, ${high}, ${rsi}.`,
  ],
  habits: [
    'Next time, set your exit when you open the trade, so that a fall finds it decided.',
    'Next time a price drops, step away for a few minutes and reread why you bought.',
    'Next time, note your exit price when you buy, and read that note before you sell.',
    'Next time, write down what would prove your idea wrong, and check it before you sell.',
    'Next time, decide when you buy how much the trade may lose, and write it down.',
    'Next time, ask before you sell what has changed besides the price, and note the answer.',
  ],
};

export const DISCIPLINE_SELL: Texts = {
  happened: [
    (facts) => `You sold ${facts.symbol}${closingOrder(facts)} and kept to ${rule(facts)}.`,
    (facts) => `This sale of ${facts.symbol}${closingOrder(facts)} kept to ${rule(facts)}.`,
    (facts) => `When you sold ${facts.symbol}${closingOrder(facts)}, you kept to ${rule(facts)}.`,
    (facts) => `You kept to ${rule(facts)} when you sold ${facts.symbol}${lead(' ', facts.orderHeld)}.`,
  ],
  habits: [
    'Next time, write the rule down beside the order when you open the trade.',
    'Next time, note in one line whether the rule was hard to keep, and why.',
    'Next time, read the rule once before you buy, so that the exit is decided early.',
    'Next time, note what you would have done without the rule, and compare the two.',
    'Next time, write down which of your rules speaks of the trade before you enter it.',
    'Next time, keep a line on the sale beside the rule, to look back at both.',
  ],
};

export const NEUTRAL_SELL: Texts = {
  happened: [
    (facts) => `You sold ${facts.symbol}${closing(facts)}; the sale met none of the patterns we look for.`,
    (facts) => `This sale of ${facts.symbol}${closing(facts)} met none of the patterns we look for.`,
    (facts) => `None of the patterns we look for was met when you sold ${facts.symbol}${closing(facts)}.`,
    (facts) =>
      `We held this sale of ${facts.symbol}${closing(facts)} against the patterns we look for, and it met none.`,
  ],
  habits: [
    'Next time, note in one line whether you left by plan or by feeling.',
    'Next time, compare your exit with the one you had in mind when you bought.',
    'Next time, write down what made you sell before you open another trade.',
    'Next time, note at which price you would have sold by plan.',
    'Next time, write down before the sale what would make you stay.',
    'Next time, look up how long you meant to hold, and note what changed.',
    'Next time, add one line on the entry and one on the exit to your notes.',
    'Next time, note what you would do the same way and what you would change.',
    'Next time, reread why you bought before you close the trade.',
    'Next time, decide before you buy what will make you sell.',
  ],
};

export const IMPORT_THE_BUY = [
  'Import your older trades, so that the buy behind this sale is known.',
  'Fetch the history from before this sale, and its result can be told.',
  "Import the earlier buys from your broker's export to see what this sale made or lost.",
  'Look up when you bought what you sold here, and import the trades of that time.',
  'If it came from another account, import the buy from there.',
  'Import the trades from before your first one here, so that this sale finds its buy.',
] as const;

export const NEUTRAL_SELL_COST_UNKNOWN: Texts = {
  happened: [
    (facts) =>
      `You sold ${facts.symbol}${market(facts)}; the result is not known, as the buy is not in the history, and no pattern we look for was met.`,
    ({ symbol }) =>
      `This sale of ${symbol} met none of the patterns we look for; its result is not known, as the buy is not in the history.`,
    ({ symbol }) =>
      `The buy is not in the history, so the result of this sale of ${symbol} is not known; it met none of the patterns we look for.`,
    ({ symbol }) =>
      `None of the patterns we look for was met when you sold ${symbol}; the result is not known, because the buy is not in the history.`,
  ],
  habits: IMPORT_THE_BUY,
};

function market(facts: Facts): string {
  const told = scene(facts);
  return told === '' ? '' : ` ${told}`;
}

function closing({ result, held }: Facts): string {
  return result === null ? '' : [' at', result, held].filter((part) => part !== null).join(' ');
}

/** The trader's own rules are held against the order. */
function closingOrder({ orderResult, orderHeld }: Facts): string {
  return lead(' at ', orderResult) + lead(' ', orderHeld);
}

function rule({ ruleKept }: Facts): string {
  return ruleKept ?? 'a rule of your own';
}
