import { createSignal, For, onCleanup, Show } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import type { Vote } from '../../../../contracts/thresholds.ts';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { NOTHING, put } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { isBehaviour, LABEL_TEXT } from '../../format/labels.ts';
import { LabelChip } from '../../ui/label-chip.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { voteOn } from './votes.ts';
import { votesInTurn } from './votes-in-turn.ts';

interface TagVotesProps {
  bias: TradeBias;
  /** Shows the vote as given, before and after the server has it. */
  onVote: (label: Label, vote: Vote | null) => void;
}

/** The labels, and whether the trader finds them right. */
export function TagVotes(props: TagVotesProps) {
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [said, setSaid] = createSignal('');
  const anyBehaviour = () => props.bias.trade.labels.some((tag) => isBehaviour(tag.label));
  // The page of another trade has another of these: what is still sent is of this one, and is shown no more.
  const path = `/api/trades/${props.bias.trade.id}/feedback`;
  let left = false;
  onCleanup(() => {
    left = true;
  });
  const give = votesInTurn({
    send: (label, vote) => put(path, NOTHING, { label, vote }),
    show: (label, vote) => !left && props.onVote(label, vote),
  });

  async function vote(label: Label, next: Vote | null): Promise<void> {
    setProblem(null);
    setSaid('');
    const answer = await give(label, next, voteOn(props.bias, label));
    if (answer === null) return;
    if (answer.ok)
      setSaid(answer.value === null ? 'Taken back.' : 'Noted. It counts for trades from now on.');
    else setProblem(answer.problem);
  }

  return (
    <div class="mt-4">
      <ul class="flex flex-wrap items-center gap-x-5 gap-y-2" aria-label="Labels">
        <For each={props.bias.trade.labels}>
          {(tag) => (
            <li class="flex items-center gap-1">
              <LabelChip label={tag.label} confidence={tag.confidence} />
              <Show when={isBehaviour(tag.label)}>
                <fieldset class="flex items-center">
                  <legend class="sr-only">Is {LABEL_TEXT[tag.label].name} right?</legend>
                  <For each={['up', 'down'] as const}>
                    {(direction) => (
                      <Thumb
                        direction={direction}
                        label={tag.label}
                        given={voteOn(props.bias, tag.label)}
                        onVote={(next) => void vote(tag.label, next)}
                      />
                    )}
                  </For>
                </fieldset>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={anyBehaviour()}>
        <p class="mt-1.5 text-sm text-ink-3" role="status">
          {said() || 'Is this right? Your answer counts for trades from now on.'}
        </p>
      </Show>
      <Show when={problem()}>
        {(shown) => (
          <div class="mt-3 max-w-2xl">
            <FailureNotice problem={shown()} />
          </div>
        )}
      </Show>
    </div>
  );
}

interface ThumbProps {
  direction: Vote;
  label: Label;
  given: Vote | null;
  onVote: (next: Vote | null) => void;
}

/** Pressed once more, it takes the vote back. */
function Thumb(props: ThumbProps) {
  const pressed = () => props.given === props.direction;
  const name = () => `${LABEL_TEXT[props.label].name} is ${props.direction === 'up' ? 'right' : 'not right'}`;
  return (
    <button
      type="button"
      aria-pressed={pressed()}
      aria-label={name()}
      title={name()}
      onClick={() => props.onVote(pressed() ? null : props.direction)}
      class="flex size-8 items-center justify-center rounded-md text-ink-3 transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink [@media(pointer:coarse)]:size-11"
    >
      <svg
        aria-hidden="true"
        class={`size-4 ${props.direction === 'down' ? 'rotate-180' : ''}`}
        viewBox="0 0 16 16"
        fill={pressed() ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
      >
        <path d="M5 7v6.5H2.8V7zM5 7l2.6-4.8c1.2 0 1.9.9 1.7 2L9 6.2h3.3c.9 0 1.5.8 1.3 1.6l-1 4.5c-.2.7-.8 1.2-1.5 1.2H5" />
      </svg>
    </button>
  );
}
