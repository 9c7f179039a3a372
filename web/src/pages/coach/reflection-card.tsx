import { A } from '@solidjs/router';
import { For } from 'solid-js';
import { Sparkline } from '../../charts/sparkline.tsx';
import { isBehaviour } from '../../format/labels.ts';
import { formatTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { LABEL_INK, LabelChip } from '../../ui/label-chip.tsx';
import { Moment } from '../../ui/moment.tsx';
import type { Told } from './fold-slices.ts';
import { happenedAt } from './happened-at.ts';

export function ReflectionCard(props: { event: Told; tabStop: boolean; onActivate: () => void }) {
  const trade = () => props.event.payload;
  // What was found stands out from what was not.
  const found = () => trade().labels.some((tag) => isBehaviour(tag.name));
  const primary = () => trade().labels[0]?.name ?? 'NEUTRAL';
  return (
    <article
      data-event-id={props.event.eventId}
      data-fills={props.event.fills}
      class="group relative -mx-3 grid gap-x-8 rounded-lg px-3 py-4 transition-colors hover:bg-hover has-focus-visible:bg-hover sm:-mx-4 sm:grid-cols-[minmax(0,1fr)_7.5rem] sm:px-4"
    >
      <div class="min-w-0">
        <p class="figures flex items-baseline gap-2 text-sm text-ink-3">
          <bdi class="truncate font-semibold text-ink">{trade().symbol}</bdi>
          <span>
            {trade().side === 'BUY' ? 'Bought' : 'Sold'}
            {props.event.fills > 1 && ` in ${props.event.fills} fills`}
          </span>
          <span class="ml-auto whitespace-nowrap sm:ml-0">
            <span aria-hidden="true" class="mr-2 hidden sm:inline">
              ·
            </span>
            <span class="text-ink-2">{formatTime(happenedAt(props.event), timezone())}</span>
            <span aria-hidden="true" class="mx-2">
              ·
            </span>
            <Moment ts={happenedAt(props.event)} />
          </span>
        </p>
        <h3
          class="mt-1 font-normal text-pretty"
          classList={{
            'text-lg tracking-[-0.008em]': found(),
            'text-base tracking-normal text-ink-2': !found(),
          }}
        >
          <A
            href={`/trades/${trade().tradeId}`}
            class="outline-none before:absolute before:inset-0 before:rounded-lg focus-visible:before:outline-2 focus-visible:before:outline-focus"
            tabindex={props.tabStop ? 0 : -1}
            onFocus={() => props.onActivate()}
            // Safari does not focus a link that is clicked.
            onClick={() => props.onActivate()}
          >
            {trade().insight}
          </A>
        </h3>
        <p class="mt-2.5 flex flex-wrap gap-1.5">
          <For each={trade().labels}>
            {(tag) => <LabelChip label={tag.name} confidence={tag.confidence} />}
          </For>
        </p>
      </div>
      <div class="hidden self-center sm:block">
        <Sparkline values={trade().sparkline} ink={LABEL_INK[primary()]} />
      </div>
    </article>
  );
}
