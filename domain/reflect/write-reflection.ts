import type { Verdict } from '../../contracts/features.ts';
import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/side.ts';
import type { Features } from '../features/compute-features.ts';
import { type Figure, UNKNOWN, type UnknownReason } from '../features/unknown-reason.ts';
import { DISCIPLINE_BUY, DISCIPLINE_BUY_AFTER_FALL, FOMO_BUY, NEUTRAL_BUY } from './buy-texts.ts';
import { tellFacts } from './facts.ts';
import { nearMissOf } from './near-miss.ts';
import { NEAR_FOMO, NEAR_PANIC } from './near-miss-texts.ts';
import { pickVariant } from './pick-variant.ts';
import { NEUTRAL_SELL, NEUTRAL_SELL_COST_UNKNOWN, PANIC_SELL } from './sell-texts.ts';
import type { Texts } from './texts.ts';
import { todosOf, UNSCORED_TELLINGS } from './unscored-texts.ts';

const LONGEST_CHARACTERS = 240;
const MINUTE_MS = 60_000;
/** A buy after a deeper fall of the day gets habits about the exit, as nothing shows that the trader waited for the level. */
const STEEP_FALL = -0.05;

/** What a reflection is written from. */
export type Reflected = {
  symbol: string;
  side: Side;
  /** Of the fill, milliseconds UTC. */
  ts: number;
  /** The trade's main label. */
  label: Label;
  features: Features;
  verdicts: readonly Verdict[];
  /** Signed, a fraction of prior support. */
  supportGap: Figure;
  /** pnl_exit is of the part of a sale whose cost is known. */
  partial: boolean;
  /** Of an UNSCORED trade. */
  reason: UnknownReason | null;
};

/**
 * Two sentences, 240 characters at most for any amount below ten billion: what happened, with figures from the features and
 * from the thresholds they were held against, and one habit. The same trade always reads the same. Symbol, side and minute
 * pick both sentences, each on its own: an order that was filled in slices is one decision, and gets one habit.
 */
export function writeReflection(trade: Reflected): string {
  const { tellings, habits } = sayings(trade);
  const key = `${trade.symbol} ${trade.side} ${Math.floor(trade.ts / MINUTE_MS)}`;
  const habit = pickVariant(habits, `${key} habit`);
  const room = LONGEST_CHARACTERS - habit.length - 1;
  const [first, ...others] = tellings.filter((telling) => telling.length <= room);
  const told = first === undefined ? shortest(tellings) : pickVariant([first, ...others], `${key} happened`);
  return `${told} ${habit}`;
}

type Sayings = { tellings: string[]; habits: Texts['habits'] };

function sayings(trade: Reflected): Sayings {
  const { symbol, side, label, reason, verdicts } = trade;
  if (label === 'UNSCORED') {
    const missing = reason ?? UNKNOWN.noCandles;
    const deed = `${side === 'BUY' ? 'buy' : 'sale'} of ${symbol}`;
    return { tellings: UNSCORED_TELLINGS.map((tell) => tell(deed, missing)), habits: todosOf(missing) };
  }
  const facts = tellFacts(trade);
  const near = label === 'NEUTRAL' ? nearMissOf(verdicts, facts) : null;
  if (near !== null) {
    const { happened, habits } = near.label === 'FOMO' ? NEAR_FOMO : NEAR_PANIC;
    return { tellings: happened.map((tell) => tell(symbol, near)), habits };
  }
  const { happened, habits } = textsOf(trade);
  return { tellings: happened.map((tell) => tell(facts)), habits };
}

/** Version 1 has no FOMO or DISCIPLINE of a sale and no PANIC of a buy; such a one would be told without its label. */
function textsOf({ side, label, features }: Reflected): Texts {
  const { pnl_exit: result, pct_change_24h_before: change } = features;
  if (side === 'SELL') {
    if (label === 'PANIC') return PANIC_SELL;
    const costUnknown = !result.known && result.reason === UNKNOWN.basisUnknown;
    return costUnknown ? NEUTRAL_SELL_COST_UNKNOWN : NEUTRAL_SELL;
  }
  if (label === 'FOMO') return FOMO_BUY;
  if (label !== 'DISCIPLINE') return NEUTRAL_BUY;
  return change.known && change.value < STEEP_FALL ? DISCIPLINE_BUY_AFTER_FALL : DISCIPLINE_BUY;
}

function shortest(tellings: readonly string[]): string {
  return tellings.reduce((least, telling) => (telling.length < least.length ? telling : least));
}
