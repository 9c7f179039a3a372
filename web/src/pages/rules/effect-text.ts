import type { Measure } from '../../../../contracts/measure.ts';
import type { RuleEffect } from '../../../../contracts/rule-reports.ts';
import { formatCount } from '../../format/decimal.ts';
import { tellMissing } from '../../format/measure.ts';

type Known = Extract<Measure, { known: true }>;

/** What came before and after a rule, as rows and a sentence about the difference. Nothing is said of causes. */
export interface EffectText {
  change: string;
  rows: { name: string; before: string; after: string }[];
}

export function tellEffect({ broken, result }: RuleEffect): EffectText {
  return {
    change: tellChange(broken.change),
    rows: [
      { name: 'Orders that broke it', before: tellShare(broken.before), after: tellShare(broken.after) },
      {
        name: 'Mean result of its orders',
        before: tellResult(result.before),
        after: tellResult(result.after),
      },
    ],
  };
}

function tellChange(change: Measure): string {
  if (!change.known) return `Before and after cannot be compared yet. ${tellMissing(change)}.`;
  const { low = change.value, high = change.value } = change;
  const points = Math.abs(change.value * 100);
  const size = `${oneDecimal(points)} percentage ${oneDecimal(points) === '1' ? 'point' : 'points'}`;
  const range = `95% interval ${signed(low)} to ${signed(high)}`;
  if (low <= 0 && high >= 0)
    return `No clear change in how often it is broken (${range} points): it could be chance.`;
  return `Broken ${size} ${change.value < 0 ? 'less' : 'more'} often than before (${range}).`;
}

function tellShare(share: Measure): string {
  if (!share.known) return tellMissing(share);
  return `${oneDecimal(share.value * 100)}% of ${formatCount(share.n)}${interval(share, (value) => `${oneDecimal(value * 100)}%`)}`;
}

function tellResult(mean: Measure): string {
  if (!mean.known) return tellMissing(mean);
  return `${signed(mean.value)}% over ${formatCount(mean.n)}${interval(mean, (value) => `${signed(value)}%`)}`;
}

function interval({ low, high }: Known, tell: (value: number) => string): string {
  return low === undefined || high === undefined ? '' : ` (${tell(low)} to ${tell(high)})`;
}

function signed(fraction: number): string {
  return (fraction * 100)
    .toLocaleString('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
    .replace('-', '−');
}

function oneDecimal(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
