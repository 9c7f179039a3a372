import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/side.ts';
import type { Features } from '../features/compute-features.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { AVG_DOWN_BUY } from './avg-down-texts.ts';
import { DISCIPLINE_BUY, DISCIPLINE_BUY_AFTER_FALL, FOMO_BUY, NEUTRAL_BUY } from './buy-texts.ts';
import { EARLY_EXIT_SELL } from './early-exit-texts.ts';
import { GET_EVEN_SELL } from './get-even-texts.ts';
import { HELD_LOSER_SELL } from './held-loser-texts.ts';
import { LATE_NIGHT_BUY } from './late-night-texts.ts';
import { OVERTRADING_BUY, OVERTRADING_SELL } from './overtrading-texts.ts';
import { REVENGE_BUY } from './revenge-texts.ts';
import { DISCIPLINE_SELL, NEUTRAL_SELL, NEUTRAL_SELL_COST_UNKNOWN, PANIC_SELL } from './sell-texts.ts';
import { SIZE_UP_BUY } from './size-up-texts.ts';
import type { Texts } from './texts.ts';

/** A buy after a deeper fall of the day gets habits about the exit, as nothing shows that the trader waited for the level. */
const STEEP_FALL = -0.05;

/** A label that is not here under its side is met by no trade of that side; such a one would be told without its label. */
const TEXTS: Readonly<Record<Side, Partial<Record<Label, Texts>>>> = {
  BUY: {
    FOMO: FOMO_BUY,
    REVENGE: REVENGE_BUY,
    OVERTRADING: OVERTRADING_BUY,
    AVG_DOWN: AVG_DOWN_BUY,
    SIZE_UP: SIZE_UP_BUY,
    LATE_NIGHT: LATE_NIGHT_BUY,
  },
  SELL: {
    PANIC: PANIC_SELL,
    DISCIPLINE: DISCIPLINE_SELL,
    OVERTRADING: OVERTRADING_SELL,
    HELD_LOSER: HELD_LOSER_SELL,
    EARLY_EXIT: EARLY_EXIT_SELL,
    GET_EVEN: GET_EVEN_SELL,
  },
};

/** Of a scored trade that no near miss is told of. */
export function textsOf({ side, label, features }: { side: Side; label: Label; features: Features }): Texts {
  const { pnl_exit: result, pct_change_24h_before: change } = features;
  const own = TEXTS[side][label];
  if (own !== undefined) return own;
  if (side === 'SELL') {
    const costUnknown = !result.known && result.reason === UNKNOWN.basisUnknown;
    return costUnknown ? NEUTRAL_SELL_COST_UNKNOWN : NEUTRAL_SELL;
  }
  if (label !== 'DISCIPLINE') return NEUTRAL_BUY;
  return change.known && change.value < STEEP_FALL ? DISCIPLINE_BUY_AFTER_FALL : DISCIPLINE_BUY;
}
