import type { Label } from '../../../contracts/labels.ts';

interface LabelText {
  name: string;
  /** What the label says of a trade, in one breath. */
  meaning: string;
}

export const LABEL_TEXT: Readonly<Record<Label, LabelText>> = {
  FOMO: { name: 'FOMO', meaning: 'A buy into a run that was already hot' },
  PANIC: { name: 'Panic', meaning: 'A sale at a loss, into the fall' },
  DISCIPLINE: { name: 'Discipline', meaning: 'An entry near support, or a rule of your own that was kept' },
  NEUTRAL: { name: 'Neutral', meaning: 'No rule was met' },
  UNSCORED: { name: 'Unscored', meaning: 'The market data needed was not there' },
};

/** The behaviours: what a verdict can say beyond 'nothing to remark'. */
export function isBehaviour(label: Label): boolean {
  return label !== 'NEUTRAL' && label !== 'UNSCORED';
}

export function formatConfidence(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}
