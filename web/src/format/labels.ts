import type { Label } from '../../../contracts/labels.ts';

interface LabelText {
  name: string;
  /** What the label says of a trade, in one breath. */
  meaning: string;
}

export const LABEL_TEXT: Readonly<Record<Label, LabelText>> = {
  FOMO: { name: 'FOMO', meaning: 'A buy into a run that was already hot' },
  PANIC: { name: 'Panic', meaning: 'A sale at a loss, into the fall' },
  DISCIPLINE: { name: 'Discipline', meaning: 'An entry near a low it had shown before' },
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
