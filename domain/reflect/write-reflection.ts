import type { Verdict } from '../../contracts/features.ts';
import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/side.ts';
import type { Features } from '../features/compute-features.ts';
import { UNKNOWN, type UnknownReason } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { Facts } from './facts.ts';
import { nearMissOf } from './near-miss.ts';
import { NEAR_FOMO, NEAR_PANIC } from './near-miss-texts.ts';
import { OUTAGE_TELLINGS, OUTAGE_TODOS } from './outage-texts.ts';
import { pickVariant, variantsFrom } from './pick-variant.ts';
import type { Texts } from './texts.ts';
import { textsOf } from './texts-of.ts';
import { todosOf, UNSCORED_TELLINGS } from './unscored-texts.ts';

const LONGEST_CHARACTERS = 240;
const MINUTE_MS = 60_000;

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
  figures: BehaviourFigures;
  /** pnl_exit is of the part of a sale whose cost is known. */
  partial: boolean;
  /** Of an UNSCORED trade. */
  reason: UnknownReason | null;
  /** The market data could not be reached: an UNSCORED trade will be scored again. */
  outage: boolean;
};

/**
 * Two sentences, 240 characters at most for any amount below ten billion and any ratio below ten million: what happened, with
 * figures from the features, the trader's own past and the thresholds they were held against, and one habit. Of several
 * labels the main one is told. The same trade always reads the same. Symbol, side and minute pick both sentences, each on its
 * own: an order that was filled in slices is one decision, and gets one habit.
 */
export function writeReflection(trade: Reflected): string {
  const { tellings, habits } = sayings(trade);
  const key = `${trade.symbol} ${trade.side} ${Math.floor(trade.ts / MINUTE_MS)}`;
  const habit = pickVariant(habits, `${key} habit`);
  const room = LONGEST_CHARACTERS - habit.length - 1;
  return `${tellWithin(room, variantsFrom(tellings, `${key} happened`))} ${habit}`;
}

/** The first that fits; where none does, the shortest. */
function tellWithin(room: number, tellings: readonly (() => string)[]): string {
  let shortest: string | undefined;
  for (const tell of tellings) {
    const told = tell();
    if (told.length <= room) return told;
    if (shortest === undefined || told.length < shortest.length) shortest = told;
  }
  return shortest ?? '';
}

/** What happened is put into words when its turn comes: of each kind one telling is told. */
type Sayings = { tellings: (() => string)[]; habits: Texts['habits'] };

function sayings(trade: Reflected): Sayings {
  const { symbol, side, label, reason, outage, verdicts } = trade;
  if (label === 'UNSCORED') {
    const deed = `${side === 'BUY' ? 'buy' : 'sale'} of ${symbol}`;
    if (outage) return { tellings: OUTAGE_TELLINGS.map((tell) => () => tell(deed)), habits: OUTAGE_TODOS };
    const missing = reason ?? UNKNOWN.noCandles;
    return { tellings: UNSCORED_TELLINGS.map((tell) => () => tell(deed, missing)), habits: todosOf(missing) };
  }
  const facts = new Facts(trade);
  const near = label === 'NEUTRAL' ? nearMissOf(verdicts, facts) : null;
  if (near !== null) {
    const { happened, habits } = near.label === 'FOMO' ? NEAR_FOMO : NEAR_PANIC;
    return { tellings: happened.map((tell) => () => tell(symbol, near)), habits };
  }
  const { happened, habits } = textsOf(trade);
  return { tellings: happened.map((tell) => () => tell(facts)), habits };
}
