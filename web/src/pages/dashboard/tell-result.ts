import type { Stats } from '../../../../contracts/stats.ts';
import { formatCount, formatMoney, signOf } from '../../format/decimal.ts';

export interface ToldResult {
  /** 'You kept', which the amount follows. */
  lead: string;
  amount: string;
  /** The rest of the sentence, and a second one. */
  rest: string;
}

const LEADS = { gain: 'You kept', loss: 'You lost', flat: 'You came out even:' };
/** Within this much of each other, winners and losers are called about as large. */
const ALIKE = 0.05;

/** The answer in words, from a report with at least one trade. */
export function tellResult(
  stats: Pick<Stats, 'net' | 'trades' | 'currency' | 'winRate' | 'averageWin' | 'averageLoss'>,
): ToldResult {
  const { net, trades, currency } = stats;
  return {
    lead: LEADS[signOf(net)],
    amount: `${formatMoney(net.replace('-', ''))} ${currency}`,
    rest: `over ${formatCount(trades)} ${trades === 1 ? 'trade' : 'trades'}. ${tellOdds(stats)}`,
  };
}

function tellOdds({ winRate, averageWin, averageLoss }: Parameters<typeof tellResult>[0]): string {
  if (!winRate.known) return `How often you win is told from ${formatCount(winRate.minimum)} trades on.`;
  const won = `You win ${Math.round(winRate.value * 100)}% of the time`;
  if (!averageWin.known || !averageLoss.known || signOf(averageLoss.value) === 'flat') return `${won}.`;
  const ratio = Math.abs(Number(averageWin.value) / Number(averageLoss.value));
  if (Math.abs(ratio - 1) <= ALIKE) return `${won}, and your winners are about as large as your losers.`;
  const times = ratio.toLocaleString('en', { maximumSignificantDigits: 2 });
  return `${won}, and your winners are ${times} times your losers.`;
}
