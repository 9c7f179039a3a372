import type { Facts } from './facts.ts';
import type { Texts } from './texts.ts';

export const SIZE_UP_BUY: Texts = {
  happened: [
    (facts) => `You bought ${facts.symbol} at ${size(facts)} after ${run(facts)}.`,
    (facts) => `This buy of ${facts.symbol} came after ${run(facts)}, at ${size(facts)}.`,
    (facts) => `After ${run(facts)}, you bought ${facts.symbol} at ${size(facts)}.`,
    (facts) => `With ${run(facts)} behind you, you bought ${facts.symbol} at ${size(facts)}.`,
  ],
  habits: [
    'Next time, choose your size before the day, and keep it whatever the last trades made.',
    'Next time a run of wins goes on, hold the next order against your usual size.',
    'Next time, write the reason for the size beside the reason for the trade.',
    'Next time you go larger, work out first what the trade would lose at your exit.',
    'Next time, decide at the end of the month how your size changes, not after a win.',
    'Next time you go larger, note which rule of your plan the size comes from.',
  ],
};

/**
 * The rule looks at the last hundred entries, the usual size is of the last twenty: it may be no smaller. Two deviations above the mean lies a fifth of all
 * sizes at the most, however they are spread (Cantelli).
 */
function size({ size: told }: Facts): string {
  return told ?? 'a size above most of your last hundred entries';
}

function run({ wins }: Facts): string {
  return wins ?? 'a run of wins';
}
