import type { Label } from '../../../contracts/labels.ts';

interface LabelText {
  name: string;
  /** What the label says of a trade, in one breath. */
  meaning: string;
}

export const LABEL_TEXT: Readonly<Record<Label, LabelText>> = {
  FOMO: { name: 'FOMO', meaning: 'A buy into a run that was already hot' },
  PANIC: { name: 'Panic', meaning: 'A sale at a loss, into the fall' },
  DISCIPLINE: {
    name: 'Discipline',
    meaning: 'An entry near a low it had shown before, or a sale that kept a rule of your own',
  },
  REVENGE: {
    name: 'Revenge',
    meaning: 'An entry soon after a heavy loss, larger than usual or in the same product',
  },
  OVERTRADING: { name: 'Overtrading', meaning: 'A trade on a day with far more than usual' },
  HELD_LOSER: { name: 'Held loser', meaning: 'A loss held far longer than winners are' },
  EARLY_EXIT: {
    name: 'Early exit',
    meaning: 'A winner sold with little of its gain, before the price rose on',
  },
  AVG_DOWN: { name: 'Averaging down', meaning: 'A buy below the average cost of what was held' },
  SIZE_UP: { name: 'Sizing up', meaning: 'A buy far larger than usual after a run of wins' },
  GET_EVEN: { name: 'Getting even', meaning: 'A sale at about its cost, after it stood at a loss' },
  LATE_NIGHT: { name: 'Late night', meaning: 'An entry at night, at hours you seldom trade' },
  NEUTRAL: { name: 'Neutral', meaning: 'No rule was met' },
  UNSCORED: { name: 'Unscored', meaning: 'The market data needed was not there' },
};

/** The behaviours: what a verdict can say beyond 'nothing to remark'. */
export function isBehaviour(label: Label): boolean {
  return label !== 'NEUTRAL' && label !== 'UNSCORED';
}

/** Never 100%: it tells how clear a case is, and no case is certain. */
export function formatConfidence(confidence: number): string {
  return `${Math.min(99, Math.round(confidence * 100))}%`;
}
