import type { Measure } from '../../../../contracts/measure.ts';
import type { RuleEffect } from '../../../../contracts/rule-reports.ts';
import { formatCount } from '../../format/decimal.ts';
import { tellMissing } from '../../format/measure.ts';
import { formatNumber } from '../../format/number.ts';

type Known = Extract<Measure, { known: true }>;
type Unknown = Extract<Measure, { known: false }>;

const ONE_DECIMAL = { maximumFractionDigits: 1 } as const;
const SIGNED = { ...ONE_DECIMAL, signDisplay: 'exceptZero' } as const;

/** What came before and after a rule, as rows and a sentence about the difference. Nothing is said of causes. */
export interface EffectText {
  change: string;
  rows: { name: string; before: string; after: string }[];
}

export function tellEffect({ broken, result }: RuleEffect): EffectText {
  return {
    change: broken.before.known
      ? tellChange(broken.change)
      : `Before and after cannot be compared. ${tellTooFew(broken.before, 'orders')}.`,
    rows: [
      {
        name: 'Orders that broke it (95% interval)',
        before: broken.before.known ? tellShare(broken.before) : tellTooFew(broken.before, 'orders'),
        after: broken.after.known ? tellShare(broken.after) : tellMissing(broken.after),
      },
      {
        name: 'Mean result, of what was paid (95% interval)',
        before: result.before.known
          ? tellMeanResult(result.before)
          : tellTooFew(result.before, 'orders with a result'),
        after: result.after.known ? tellMeanResult(result.after) : tellMissing(result.after),
      },
    ],
  };
}

/** These days are over: what they lack hardly comes any more. */
function tellTooFew({ n, minimum }: Unknown, what: string): string {
  return `Too few ${what} in the 90 days before: ${formatCount(n)}, and ${formatCount(minimum)} are needed`;
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

function tellShare(share: Known): string {
  return `${oneDecimal(share.value * 100)}% of ${formatCount(share.n)} orders${interval(share, (value) => `${oneDecimal(value * 100)}%`)}`;
}

function tellMeanResult(mean: Known): string {
  return `${signed(mean.value)}% over ${formatCount(mean.n)} orders${interval(mean, (value) => `${signed(value)}%`)}`;
}

function interval({ low, high }: Known, tell: (value: number) => string): string {
  return low === undefined || high === undefined ? '' : ` (${tell(low)} to ${tell(high)})`;
}

function signed(fraction: number): string {
  return formatNumber(fraction * 100, SIGNED);
}

function oneDecimal(value: number): string {
  return formatNumber(value, ONE_DECIMAL);
}
