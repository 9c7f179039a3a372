import { createMemo, Show } from 'solid-js';
import type { Condition } from '../../../../contracts/features.ts';
import type { Label } from '../../../../contracts/labels.ts';
import { quoteOf } from '../../format/decimal.ts';
import { featureName } from '../../format/features.ts';
import { CheckIcon, CrossIcon } from '../../ui/icons.tsx';
import { LABEL_FILL } from '../../ui/label-chip.tsx';
import { conditionScale } from './condition-scale.ts';
import { tellCondition } from './condition-text.ts';

interface ConditionBarProps {
  condition: Condition;
  label: Label;
  symbol: string;
}

export function ConditionBar(props: ConditionBarProps) {
  const text = createMemo(() => tellCondition(props.condition, quoteOf(props.symbol)));
  const verdict = () => {
    if (props.condition.value === null) return 'unknown';
    return props.condition.met ? 'met' : 'missed';
  };
  return (
    <li class="py-3 text-sm">
      <div class="figures flex items-baseline gap-3">
        <span class={`self-center ${verdict() === 'met' ? 'text-ink' : 'text-ink-3'}`}>
          <Show when={verdict() !== 'unknown'} fallback={<span class="block w-4 text-center">?</span>}>
            <Show when={props.condition.met} fallback={<CrossIcon />}>
              <CheckIcon />
            </Show>
          </Show>
        </span>
        <span class="text-ink-2">{featureName(props.condition.name)}</span>
        <span class="ml-auto text-right whitespace-nowrap">
          <Show when={text().value} fallback={<span class="text-ink-3">unknown</span>}>
            {(value) => (
              <span class="font-medium" title={String(props.condition.value)}>
                {value()}
              </span>
            )}
          </Show>{' '}
          <span class="text-ink-3" title={String(props.condition.threshold)}>
            {text().asked}
          </span>
          <span class="sr-only">: {verdict()}</span>
        </span>
      </div>
      <Show when={text().whose}>
        {(whose) => <p class="figures text-right text-xs text-ink-3">({whose()})</p>}
      </Show>
      <Show
        when={props.condition.value !== null}
        fallback={
          <p class="mt-1 pl-7 text-ink-3">
            {asSentence(props.condition.reason ?? 'it could not be computed for this trade')}
          </p>
        }
      >
        <Bar condition={props.condition} fill={props.condition.met ? LABEL_FILL[props.label] : 'bg-ink-3'} />
      </Show>
    </li>
  );
}

/** The value from zero on, and the threshold as a mark across it. */
function Bar(props: { condition: Condition; fill: string }) {
  const scale = createMemo(() => conditionScale(props.condition));
  const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;
  return (
    <Show when={scale()}>
      {(at) => (
        <div aria-hidden="true" class="keeps-colour relative mt-2 ml-7 h-1 rounded-full bg-line">
          <div
            class={`absolute inset-y-0 rounded-full ${props.fill}`}
            style={{
              left: percent(Math.min(at().zero, at().value)),
              width: percent(Math.abs(at().value - at().zero)),
            }}
          />
          <div
            class="absolute -inset-y-1 w-0.5 -translate-x-1/2 rounded-full bg-ink"
            style={{ left: percent(at().threshold) }}
          />
        </div>
      )}
    </Show>
  );
}

function asSentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
