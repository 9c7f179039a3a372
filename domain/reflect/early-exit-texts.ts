import type { Facts } from './facts.ts';
import { lead, type Texts } from './texts.ts';

/** The rule looks at what the price did within as much time after the sale as the trade was held: nobody could know it then. */
export const EARLY_EXIT_SELL: Texts = {
  happened: [
    (facts) =>
      `You sold ${facts.symbol}${lead(' at ', facts.result)}, keeping ${kept(facts)} of its best gain; in hindsight, it went ${higher(facts)} within the same time after.`,
    (facts) =>
      `This sale of ${facts.symbol} kept ${kept(facts)} of the best gain it had shown; in hindsight, the price went ${higher(facts)} within the same time after.`,
    (facts) =>
      `In hindsight, ${facts.symbol} went ${higher(facts)} within the same time after your sale, which kept ${kept(facts)} of its best gain.`,
    (facts) =>
      `You closed ${facts.symbol} with ${kept(facts)} of its best gain; in hindsight, it went ${higher(facts)} within the same time after.`,
  ],
  habits: [
    'Next time, write down with the buy at which price you would take the gain.',
    'Next time a trade is in gain, read the exit you planned before you sell.',
    'Next time, note beside the sale what has changed since you chose your exit.',
    'Next time, decide with the buy whether you sell a gain whole or in parts.',
    'Next time you sell a winner, write down what would have made you stay.',
    'Next time, name the sign that ends the trade when you open it, and note if it came.',
  ],
};

function kept({ captured }: Facts): string {
  return captured ?? 'only a part';
}

function higher({ further }: Facts): string {
  return further ?? 'higher';
}
