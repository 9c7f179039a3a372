import type { RuleSpec } from '../../contracts/rules.ts';

const EACH =
  'Each order by itself: what leaving one out, or selling it at another time, would have changed for later ones is not followed.';
const LEFT_OUT =
  'An entry that breaks the rule is left out, with what its lots have realised so far; one of which nothing was sold yet is undecided.';
const OF_TODAY =
  'The rule is held against each order as it stood at its first fill; nothing later is looked at.';
const FEE = 'An exit that did not happen pays a fee at the rate of the sale’s own.';

/** What a simulation of a rule rests on, in sentences. */
export function tellRuleAssumptions(
  rule: RuleSpec,
  { notJudged, undecided }: { notJudged: number; undecided: number },
): string[] {
  return [
    ...ofKind(rule),
    EACH,
    ...(undecided > 0
      ? [`${ordersOf(undecided)} would have been changed, with a result that is not known yet: in no figure.`]
      : []),
    ...(notJudged > 0
      ? [
          `${ordersOf(notJudged)} could not be judged, since what the rule looks at, or their prices, are not known.`,
        ]
      : []),
  ];
}

function ofKind({ kind }: RuleSpec): string[] {
  switch (kind) {
    case 'minHoldHours':
      return [
        'A sale that came too early happens at the close of the first hour that was over by the time; one whose time is not over is undecided.',
        FEE,
      ];
    case 'maxLossPctPerTrade':
      return [
        'Each lot that was sold goes out where the market first came down to the limit below its price, or at the opening of an hour that opens lower; a sale below the limit counts as one at it. That also takes out what recovered later.',
        'Prices are hourly bars: the hour of the buy counts with its low, the hour of the sale does not, since it was not over.',
        'Lots that are still held are not looked at.',
        FEE,
      ];
    case 'maxTradesPerDay':
      return [
        LEFT_OUT,
        OF_TODAY,
        'Only entries are left out: a sale beyond the number stays, as what was bought has to be sold.',
      ];
    default:
      return [LEFT_OUT, OF_TODAY];
  }
}

function ordersOf(n: number): string {
  return n === 1 ? 'One order' : `${n} orders`;
}
