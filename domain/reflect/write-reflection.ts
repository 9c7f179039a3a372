import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/trades.ts';
import type { Features } from '../features/compute-features.ts';
import { UNKNOWN, type UnknownReason } from '../features/unknown-reason.ts';
import { tellFacts } from './facts.ts';
import { pickVariant } from './pick-variant.ts';
import { DISCIPLINE_BUY, FOMO_BUY, NEUTRAL_BUY, NEUTRAL_SELL, PANIC_SELL, type Texts } from './texts.ts';
import { todosOf, UNSCORED_TELLINGS } from './unscored-texts.ts';

/** What a reflection is written from. */
export type Reflected = {
  tradeId: string;
  symbol: string;
  side: Side;
  /** The trade's main label. */
  label: Label;
  features: Features;
  /** pnl_exit is of the part of a sale whose cost is known. */
  partial: boolean;
  /** Of an UNSCORED trade. */
  reason: UnknownReason | null;
};

/**
 * Two sentences, about 240 characters at most: what happened, with figures from the features only, and one habit. The same
 * trade always reads the same; the trade's id picks both sentences, so a trader seldom reads a text twice in a row.
 */
export function writeReflection(trade: Reflected): string {
  const { tradeId, symbol, label, features, partial } = trade;
  if (label === 'UNSCORED') return writeUnscored(trade);
  const { happened, habits } = textsOf(label, trade.side);
  const told = pickVariant(happened, `${tradeId} happened`)(tellFacts(symbol, features, partial));
  return `${told} ${pickVariant(habits, `${tradeId} habit`)}`;
}

function writeUnscored({ tradeId, symbol, side, reason }: Reflected): string {
  const missing = reason ?? UNKNOWN.noCandles;
  const deed = `${side === 'BUY' ? 'buy' : 'sale'} of ${symbol}`;
  const told = pickVariant(UNSCORED_TELLINGS, `${tradeId} happened`)(deed, missing);
  return `${told} ${pickVariant(todosOf(missing), `${tradeId} habit`)(symbol)}`;
}

/** Version 1 has no FOMO or DISCIPLINE of a sale and no PANIC of a buy; such a one would be told without its label. */
function textsOf(label: Label, side: Side): Texts {
  if (side === 'SELL') return label === 'PANIC' ? PANIC_SELL : NEUTRAL_SELL;
  if (label === 'FOMO') return FOMO_BUY;
  return label === 'DISCIPLINE' ? DISCIPLINE_BUY : NEUTRAL_BUY;
}
