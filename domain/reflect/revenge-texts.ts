import type { Facts } from './facts.ts';
import { lead, type Texts } from './texts.ts';

export const REVENGE_BUY: Texts = {
  happened: [
    (facts) => `You bought ${facts.symbol} ${time(facts)} after ${loss(facts)}${lead(', ', again(facts))}.`,
    (facts) =>
      `This buy of ${facts.symbol} came ${time(facts)} after ${loss(facts)}${lead(', ', again(facts))}.`,
    (facts) =>
      `When you bought ${facts.symbol}${lead(' at ', facts.size)}, ${loss(facts)} lay ${time(facts)} back${lead(', ', facts.sameAsset)}.`,
    (facts) =>
      `Your entry in ${facts.symbol} followed ${loss(facts)} by ${time(facts)}${lead(', ', again(facts))}.`,
  ],
  habits: [
    'Next time a loss closes, take a break before you place another order.',
    'Next time a loss closes, write one line about it before you open anything new.',
    'Next time you buy after a loss, note the reason that would hold without it.',
    'Next time you buy after a loss, take the size that you had planned before it.',
    'Next time a loss closes, set a timer, and open no order ticket until it rings.',
    'Next time, choose before the day how long you pause after a loss, and keep to it.',
  ],
};

function time({ sinceLoss }: Facts): string {
  return sinceLoss ?? 'a short time';
}

function loss({ lossSize }: Facts): string {
  return `a loss ${lossSize ?? 'larger than your usual one'}`;
}

function again({ sameAsset, size }: Facts): string {
  return [sameAsset, size === null ? null : `at ${size}`].filter((part) => part !== null).join(', ');
}
