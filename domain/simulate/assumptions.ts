import type { RuleKind } from '../../contracts/rules.ts';
import { RULE_NAMES } from '../rules/tell-rule.ts';
import type { SimulatedTrade } from './position.ts';

/** What a simulation found that its assumptions depend on. */
export type Told = {
  trade: SimulatedTrade;
  waitPct: number;
  stop: { source: 'rule' | 'pullback'; levelPct: number; gap: boolean };
  /** null: the trader has no active rule. */
  rule: { notJudged: readonly RuleKind[] } | null;
  isHeld: boolean;
  /** Sales of the lot after the horizon's end. */
  salesAfter: number;
  incomplete: boolean;
};

const OF_COST = 'percentages are of what your entry cost.';
const HOURLY =
  'Prices are hourly bars. What happened within an hour, and in which order, is not known: where it matters, the worse is taken.';

/** Every choice that the answer rests on, in sentences; the first one says what its figures are of. */
export function tellAssumptions({ trade, stop, ...told }: Told): string[] {
  const isBuy = trade.side === 'BUY';
  return [
    trade.fee === null ? `No fee is in these figures; ${OF_COST}` : `Net of fees; ${OF_COST}`,
    isBuy ? feeOfEntry(trade) : feeOfSale(trade),
    HOURLY,
    'The hour of the trade began before it: its low counts for the stop, and not for an order that waits.',
    isBuy
      ? 'Held means: nothing sold until the horizon’s end, and all of it at the close of the last hour that was over by then.'
      : 'Held means: not sold until the horizon’s end, counted from the sale, and then at the close of the last hour that was over.',
    isBuy
      ? `Waited means: the same quantity by an order ${told.waitPct}% below your price, paid at that price even where an hour opened lower, then held to the horizon’s end.`
      : 'A sale enters nothing, so that there is nothing to wait for.',
    stopped(isBuy, stop),
    ...(stop.gap ? ['The hour of the stop opened below its level: a gap. Its opening is the price.'] : []),
    ...(told.rule ? rulesOfNow(trade, told.rule.notJudged) : []),
    ...(told.isHeld ? ['What no sale has taken counts as held, at the last close less an exit’s fee.'] : []),
    ...(told.salesAfter > 0
      ? [
          `${told.salesAfter === 1 ? 'One sale' : `${told.salesAfter} sales`} came after the horizon’s end: the result has them, the path ends before them.`,
        ]
      : []),
    ...(!isBuy && /[1-9]/.test(trade.unknownQty) ? ['What was sold without a known cost is left out.'] : []),
    ...(told.incomplete
      ? ['The horizon is not over, or not all of its hours are known: answered up to the last one.']
      : []),
  ];
}

/** A rule on losses counts from what the position cost: of a buy that is its price, of a sale it is not. */
function stopped(isBuy: boolean, { source, levelPct }: Told['stop']): string {
  if (source === 'pullback')
    return `Stopped means: out ${levelPct}% below the price of the trade; you have no active rule on losses.`;
  return isBuy
    ? `Stopped means: out at your own limit, ${levelPct}% below the price of the trade.`
    : `Stopped means: out ${levelPct}% below the price of the sale, the percentage of your rule on losses; the rule itself counts from what the position cost.`;
}

function feeOfEntry({ fee }: SimulatedTrade): string {
  return fee === null
    ? 'The fee was paid in an asset that could not be valued: it is in no figure, and exits cost nothing.'
    : 'An exit that did not happen pays a fee at the rate of the entry’s.';
}

function feeOfSale({ fee }: SimulatedTrade): string {
  return fee === null
    ? 'The sale’s fee was paid in an asset that could not be valued: it is in no figure, and exits cost nothing.'
    : 'An exit that did not happen pays a fee at the rate of the sale’s own.';
}

function rulesOfNow({ side }: SimulatedTrade, notJudged: readonly RuleKind[]): string[] {
  return [
    side === 'BUY'
      ? 'By your rules means: those that are active now. An entry that breaks one is not made; a sale that came too early happens at the first close after your time; a loss is cut at your limit, before any sale of the same hour.'
      : 'By your rules means: those on exits that are active now. A sale that came too early happens at the first close after your time; a loss beyond your limit is cut at the limit, since the hours before the sale are not read.',
    ...(notJudged.length > 0
      ? [
          `Not known of this trade, so that it changes nothing: ${notJudged.map((kind) => `“${RULE_NAMES[kind]}”`).join(', ')}.`,
        ]
      : []),
  ];
}
