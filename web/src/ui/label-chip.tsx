import { Show } from 'solid-js';
import type { Label } from '../../../contracts/labels.ts';
import { formatConfidence, isBehaviour, LABEL_TEXT } from '../format/labels.ts';

/** An area of each label: no two look the same, with or without colour vision. */
export const LABEL_FILL: Readonly<Record<Label, string>> = {
  FOMO: 'keeps-colour bg-fomo-fill',
  REVENGE: 'keeps-colour bg-fomo-deep',
  AVG_DOWN: 'keeps-colour bg-fomo-fill hatched',
  SIZE_UP: 'keeps-colour bg-fomo-deep hatched',
  PANIC: 'keeps-colour bg-panic-fill',
  HELD_LOSER: 'keeps-colour bg-panic-deep',
  EARLY_EXIT: 'keeps-colour bg-panic-fill hatched',
  GET_EVEN: 'keeps-colour bg-panic-deep hatched',
  OVERTRADING: 'keeps-colour bg-rhythm-fill',
  LATE_NIGHT: 'keeps-colour bg-rhythm-fill hatched',
  DISCIPLINE: 'keeps-colour bg-discipline-fill',
  NEUTRAL: 'keeps-colour bg-line-strong',
  UNSCORED: 'keeps-colour bg-line',
};

/** Text in the colour of the label's family. */
export const LABEL_INK: Readonly<Record<Label, string>> = {
  FOMO: 'text-fomo',
  REVENGE: 'text-fomo',
  AVG_DOWN: 'text-fomo',
  SIZE_UP: 'text-fomo',
  PANIC: 'text-panic',
  HELD_LOSER: 'text-panic',
  EARLY_EXIT: 'text-panic',
  GET_EVEN: 'text-panic',
  OVERTRADING: 'text-rhythm',
  LATE_NIGHT: 'text-rhythm',
  DISCIPLINE: 'text-discipline',
  NEUTRAL: 'text-ink-3',
  UNSCORED: 'text-ink-3',
};

function lookOf(label: Label): string {
  if (label === 'NEUTRAL') return 'bg-line/70 text-ink-2';
  if (label === 'UNSCORED')
    return 'text-ink-2 outline-1 -outline-offset-1 outline-dashed outline-line-strong';
  return `bg-current/12 ${LABEL_INK[label]}`;
}

/** Confidence belongs to a behaviour; that nothing was found has none worth showing. */
export function LabelChip(props: { label: Label; confidence: number }) {
  return (
    <span
      class={`inline-flex h-[1.375rem] items-center gap-1.5 rounded px-2 text-xs font-medium ${lookOf(props.label)}`}
      title={LABEL_TEXT[props.label].meaning}
    >
      {LABEL_TEXT[props.label].name}
      <Show when={isBehaviour(props.label)}>
        <span class="figures font-normal" title="How far past the rule's thresholds, not a probability">
          <span class="sr-only">confidence </span>
          {formatConfidence(props.confidence)}
        </span>
      </Show>
    </span>
  );
}
