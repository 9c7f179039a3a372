import { Show } from 'solid-js';
import type { Label } from '../../../contracts/labels.ts';
import { formatConfidence, isBehaviour, LABEL_TEXT } from '../format/labels.ts';

const TINTS: Readonly<Record<Label, string>> = {
  FOMO: 'bg-fomo/12 text-fomo',
  PANIC: 'bg-panic/12 text-panic',
  DISCIPLINE: 'bg-discipline/12 text-discipline',
  NEUTRAL: 'bg-line/70 text-ink-2',
  UNSCORED: 'text-ink-2 outline-1 -outline-offset-1 outline-dashed outline-line-strong',
};

export const LABEL_FILL: Readonly<Record<Label, string>> = {
  FOMO: 'keeps-colour bg-fomo-fill',
  PANIC: 'keeps-colour bg-panic-fill',
  DISCIPLINE: 'keeps-colour bg-discipline-fill',
  NEUTRAL: 'keeps-colour bg-line-strong',
  UNSCORED: 'keeps-colour bg-line',
};

export const LABEL_INK: Readonly<Record<Label, string>> = {
  FOMO: 'text-fomo',
  PANIC: 'text-panic',
  DISCIPLINE: 'text-discipline',
  NEUTRAL: 'text-ink-3',
  UNSCORED: 'text-ink-3',
};

/** Confidence belongs to a behaviour; that nothing was found has none worth showing. */
export function LabelChip(props: { label: Label; confidence: number }) {
  return (
    <span
      class={`inline-flex h-[1.375rem] items-center gap-1.5 rounded px-2 text-xs font-medium ${TINTS[props.label]}`}
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
