import type { Facts } from './facts.ts';
import { lead, type Texts } from './texts.ts';

export const GET_EVEN_SELL: Texts = {
  happened: [
    (facts) =>
      `You sold ${facts.symbol} at break-even${lead(', with ', facts.orderResult)}, after it had stood ${under(facts)}.`,
    (facts) =>
      `After it had stood ${under(facts)}, you sold ${facts.symbol} at break-even${lead(', with ', facts.orderResult)}.`,
    (facts) =>
      `This sale of ${facts.symbol} closed at break-even${lead(' ', facts.orderHeld)}; before, the trade had stood ${under(facts)}.`,
    (facts) =>
      `You sold ${facts.symbol}${lead(' ', facts.orderHeld)} for about what it had cost, fees included, after it had stood ${under(facts)}.`,
  ],
  habits: [
    'Next time a trade is back at its entry, note whether you would buy it now.',
    'Next time, write your exit down as a price of its own, not as what you paid.',
    'Next time, note with the buy what you will do if the trade falls and comes back.',
    'Next time you sell at what you paid, note what else spoke for that price.',
    'Next time a trade is back at its entry, reread why you bought before you sell.',
    'Next time, hold the sale against the plan of the trade, not against your entry.',
  ],
};

function under({ against }: Facts): string {
  return against ?? 'well below your entry';
}
