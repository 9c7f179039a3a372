/** Of a trade whose market data could not be reached: it is scored again, so nothing is said of what is missing for good. */
export const OUTAGE_TELLINGS = [
  (deed: string) =>
    `This ${deed} has no score yet: the market data could not be reached, and it will be read again.`,
  (deed: string) => `The market data could not be reached for this ${deed}; it will be read again.`,
  (deed: string) =>
    `Your ${deed} waits for its score: the market data could not be reached, and it will be read again.`,
  (deed: string) =>
    `We could not look at the market around this ${deed}: its data could not be reached, and it will be read again.`,
] as const;

export const OUTAGE_TODOS = [
  'Until then, write down in one line why you made it.',
  'Until then, note what you saw before the order.',
  'In the meantime, note whether you followed a plan.',
  'In the meantime, write down what you meant to do with this trade.',
  'Until its score is there, keep a line of your own on this trade.',
  'While it waits, note what you expect of the trade, and compare it with the score.',
] as const;
