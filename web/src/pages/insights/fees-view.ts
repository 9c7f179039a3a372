import type { Insights } from '../../../../contracts/insights.ts';
import { signOf } from '../../format/decimal.ts';
import { tellMissing } from '../../format/measure.ts';
import { formatMoney, formatPnl } from '../../format/money.ts';
import { formatShare } from '../../format/number.ts';
import { formatRatio } from './figures.ts';
import { count } from './insight-view.ts';

/** What fees took of what the trades made before them. */
export function tellFees(costs: Insights['costs'], currency: string): string {
  const { feeChurn, feesPaid, gross } = costs;
  const paid = `${formatMoney(feesPaid, currency)} ${currency}`;
  if (feeChurn.known) return `${tellShare(feeChurn.value)}, ${count(feeChurn.n)}: you paid ${paid} in all.`;
  const enough = feeChurn.n >= feeChurn.minimum;
  if (!enough || signOf(gross) === 'gain') return `You paid ${paid} in fees. ${tellMissing(feeChurn)}.`;
  return `You paid ${paid} in fees, and before fees your trades made no gain to pay them from (${formatPnl(gross, currency)} ${currency}).`;
}

function tellShare(churn: number): string {
  if (churn < 0) return 'Your fees were rebates in the end';
  if (churn >= 1) return `Fees were ${formatRatio(churn)} times what your trades made before fees`;
  return `Fees took ${formatShare(churn)} of what your trades made before fees`;
}
