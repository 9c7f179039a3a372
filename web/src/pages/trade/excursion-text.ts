import type { Excursion, Trade } from '../../../../contracts/trades.ts';
import { formatPrice, quoteOf, signOf } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';

interface ExcursionText {
  /** 'You kept 31% of the best.' */
  headline: string;
  detail: string;
}

/** Worst and best between buy and sale, in words. */
export function tellExcursion(excursion: Excursion, trade: Pick<Trade, 'symbol'>): ExcursionText {
  const quote = quoteOf(trade.symbol);
  const money = (value: string) => `${formatPnl(value, quote)} ${quote}`;
  const best =
    signOf(excursion.mfe) === 'gain'
      ? `At its best, ${formatPrice(excursion.bestPrice)}, it stood at ${money(excursion.mfe)}`
      : `Its best price was ${formatPrice(excursion.bestPrice)}`;
  const worst =
    signOf(excursion.mae) === 'flat'
      ? `it was never below its entry`
      : `at its worst, ${formatPrice(excursion.worstPrice)}, at ${money(excursion.mae)}`;
  return { headline: tellKept(excursion), detail: `${best}; ${worst}.` };
}

function tellKept({ captured, mfe }: Excursion): string {
  if (captured === null || signOf(mfe) !== 'gain') return 'It never stood in gain while you held it.';
  if (captured <= 0) return 'You kept none of the best.';
  if (captured >= 0.995) return 'You kept all of the best.';
  return `You kept ${Math.max(1, Math.round(captured * 100))}% of the best.`;
}
