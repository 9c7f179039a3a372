import type { Facts } from './facts.ts';
import { lead, type Texts } from './texts.ts';

export const HELD_LOSER_SELL: Texts = {
  happened: [
    (facts) => `You sold ${facts.symbol} at ${loss(facts)}${lead(' ', facts.orderHeld)}, ${long(facts)}.`,
    (facts) => `You held ${facts.symbol} ${long(facts)}, and sold it at ${loss(facts)}.`,
    (facts) =>
      `You closed ${facts.symbol} at ${loss(facts)}${lead(' ', facts.orderHeld)}; that is ${long(facts)}.`,
    (facts) => `This sale of ${facts.symbol}, at ${loss(facts)}, ended a trade held ${long(facts)}.`,
  ],
  habits: [
    'Next time, write down with the buy how long you give the trade, in loss as in gain.',
    'Next time, set the exit for the losing case before you buy, and read it every day.',
    'Next time a trade stands at a loss, note each day whether you would buy it again.',
    'Next time, give each open trade a date on which you decide about it anew.',
    'Next time, write down what would have to happen for you to keep a losing trade.',
    'Next time a trade stands at a loss, compare its age with that of your last winners.',
  ],
};

function loss({ orderResult }: Facts): string {
  return orderResult ?? 'a loss';
}

function long({ heldLong }: Facts): string {
  return heldLong ?? 'much longer than you hold your winners';
}
