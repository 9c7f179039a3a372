import type { RuleSimulation } from '../../../../contracts/rule-simulations.ts';
import { SPEAKS_OF } from '../../../../domain/rules/check-rules.ts';
import { formatCount, signOf } from '../../format/decimal.ts';
import { tellInterval, tellMissing } from '../../format/measure.ts';
import { formatPnl, formatSize } from '../../format/money.ts';

/** What a rule would have done to the orders of the period; an observation of the past. */
export function tellRuleWhatIf(told: RuleSimulation): string {
  const { orders, changed, net, would, currency, kind } = told;
  const isExit = SPEAKS_OF[kind] === 'exits';
  const spoken = `Of ${formatCount(orders)} ${isExit ? 'sales' : 'entries'}`;
  if (changed === 0) return `${spoken} it would have changed none that has a result.`;
  return isExit
    ? `${spoken} it would have given ${formatCount(changed)} that have a result another exit: they came to ${formatPnl(net, currency)} ${currency}, and would have come to ${formatPnl(would, currency)} ${currency}.`
    : `${spoken} it would have kept out ${formatCount(changed)} that have a result: they came to ${formatPnl(net, currency)} ${currency}.`;
}

/** How often it helps, how often it hurts, and what that comes to with its interval. */
export function tellDifference({ helped, hurt, difference, currency }: RuleSimulation): string {
  const often = `Better ${times(helped)}, worse ${times(hurt)}.`;
  if (!difference.known) return `${often} ${tellMissing(difference)}.`;
  const { value, low, high } = difference;
  const range = tellInterval(difference, (end) => formatPnl(end, currency));
  const isChance = low !== undefined && high !== undefined && Number(low) <= 0 && Number(high) >= 0;
  const chance = isChance ? ' It could be chance.' : '';
  const sign = signOf(value);
  return `${often} ${sign === 'flat' ? 'No difference' : `${formatSize(value, currency)} ${sign === 'gain' ? 'more' : 'less'}`} in all${range}.${chance}`;
}

function times(n: number): string {
  return n === 1 ? 'once' : `${formatCount(n)} times`;
}
