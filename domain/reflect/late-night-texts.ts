import type { Facts } from './facts.ts';
import type { Texts } from './texts.ts';

export const LATE_NIGHT_BUY: Texts = {
  happened: [
    (facts) => `You bought ${facts.symbol} ${hour(facts)}; ${share(facts)} are made at night.`,
    (facts) => `This buy of ${facts.symbol} was made ${hour(facts)}; ${share(facts)} fall into the night.`,
    (facts) => `Your entry in ${facts.symbol} came ${hour(facts)}; ${share(facts)} come that late.`,
    (facts) => `You placed this buy of ${facts.symbol} ${hour(facts)}; ${share(facts)} are made at night.`,
  ],
  habits: [
    'Next time, fix the hours in which you trade, and write down why when you leave them.',
    'Next time, set your orders in the evening, so that none has to be decided at night.',
    'Next time you see a trade at night, write the plan down, and read it in the morning.',
    'Next time you open an order ticket at night, note how long you have been awake.',
    'Next time, note in one line why this trade could not wait for the morning.',
    'Next time you buy at night, read your reason again the next day, and keep that note.',
  ],
};

function hour({ clock }: Facts): string {
  return `${clock === null ? 'at night' : `after ${clock} at night`}, your time`;
}

function share({ nightShare }: Facts): string {
  return nightShare ?? 'few of your entries';
}
