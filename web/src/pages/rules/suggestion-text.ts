import type { RuleSuggestion } from '../../../../contracts/rule-reports.ts';
import { formatCount } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { tellInterval, tellMissing } from '../../format/measure.ts';
import { formatPnl } from '../../format/money.ts';

/** How much of the pattern the rule would have caught, and how much else. */
export function tellCaught({ tagged, caught, orders, broken, label }: RuleSuggestion): string {
  const others = broken - caught;
  const rest =
    others === 0
      ? 'and no other order'
      : `and ${formatCount(others)} ${others === 1 ? 'other order' : 'other orders'}`;
  return (
    `It would have caught ${formatCount(caught)} of these ${formatCount(tagged)}, ${rest} ` +
    `of ${formatCount(orders)} that it speaks of.` +
    (others > 4 * caught ? ` It is far wider than ${LABEL_TEXT[label].name} alone.` : '')
  );
}

/**
 * What the pattern's orders came to beside the others, whether or not the rule would have caught them; never what caused it. Where all of the interval is
 * a gain, it speaks for itself only to who reads intervals.
 */
export function tellPatternCost({ label, cost, currency }: RuleSuggestion): string {
  const { name } = LABEL_TEXT[label];
  if (!cost.known) return `What your orders with ${name} came to is not known yet. ${tellMissing(cost)}.`;
  const range = tellInterval(cost, (end) => formatPnl(end, currency));
  const against =
    cost.low !== undefined && Number(cost.low) > 0 ? ' Your own figures do not speak for this rule.' : '';
  return (
    `Your ${formatCount(cost.n)} orders with ${name} that have a result came to ` +
    `${formatPnl(cost.value, currency)} ${currency} beside as many of your others${range}.${against}`
  );
}
