import type { Facts } from './facts.ts';
import { lead, type Texts } from './texts.ts';

export const AVG_DOWN_BUY: Texts = {
  happened: [
    (facts) => `You bought more ${facts.symbol} ${below(facts)}${lead(', with the price ', facts.day)}.`,
    (facts) => `This buy added to your ${facts.symbol} ${below(facts)}${lead(', at ', facts.size)}.`,
    (facts) => `You added to ${facts.symbol} with the price ${below(facts)}${lead(' and ', facts.day)}.`,
    (facts) =>
      `When you bought more ${facts.symbol}, the price stood ${below(facts)}${lead(' and ', facts.day)}.`,
  ],
  habits: [
    'Next time, decide with the first buy how often you may add, and at which prices.',
    'Next time, write down the largest position you would hold before you add to one.',
    'Next time you mean to add, note whether you would open the trade today.',
    'Next time, note the price at which the idea is wrong before you add to it.',
    'Next time you add, write down what the whole position may now lose.',
    'Next time you add, mark in your notes whether the plan of the first buy had it.',
  ],
};

function below({ belowCost }: Facts): string {
  return belowCost ?? 'below what you had paid on average';
}
