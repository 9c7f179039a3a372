import type { Stats } from '../../../../contracts/stats.ts';
import { formatCount, signOf } from '../../format/decimal.ts';
import { formatSize } from '../../format/money.ts';
import { formatNumber, formatShare } from '../../format/number.ts';

export interface ToldResult {
  /** 'You made', which the amount follows. */
  lead: string;
  amount: string;
  /** The rest of the sentence, and a second one. */
  rest: string;
}

const LEADS = { gain: 'You made', loss: 'You lost', flat: 'You came out even:' };
/** Within this much of each other, wins and losses are called about as large. */
const ALIKE = 0.05;

/** The answer in words, from a report with at least one trade. */
export function tellResult(
  stats: Pick<Stats, 'net' | 'trades' | 'currency' | 'winRate' | 'averageWin' | 'averageLoss'>,
): ToldResult {
  const { net, trades, currency } = stats;
  return {
    lead: LEADS[signOf(net)],
    amount: formatSize(net, currency),
    rest: `over ${formatCount(trades)} ${trades === 1 ? 'trade' : 'trades'}. ${tellOdds(stats)}`,
  };
}

function tellOdds({ winRate, averageWin, averageLoss }: Parameters<typeof tellResult>[0]): string {
  if (!winRate.known) return `How often you win is told from ${formatCount(winRate.minimum)} trades on.`;
  const won = `You win ${formatShare(winRate.value)} of the time`;
  if (!averageWin.known || !averageLoss.known || signOf(averageLoss.value) === 'flat') return `${won}.`;
  const ratio = Math.abs(Number(averageWin.value) / Number(averageLoss.value));
  if (Math.abs(ratio - 1) <= ALIKE) return `${won}, and a win is about as large as a loss.`;
  const times = formatNumber(Math.max(ratio, 1 / ratio), { maximumSignificantDigits: 2 });
  const [larger, smaller] = ratio > 1 ? ['win', 'loss'] : ['loss', 'win'];
  return `${won}, and your average ${larger} is ${times} times your average ${smaller}.`;
}
