import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { hasEnded, isBeingRead, isSameOutcome, isUnderWay } from '../../feed/imports.ts';
import type { ImportEvent } from '../../feed/reducer.ts';
import { feed } from '../../feed/store.ts';
import { now } from '../../ui/clock.ts';
import { CrossIcon } from '../../ui/icons.tsx';
import { ImportCounts } from '../../ui/import-counts.tsx';

// Only while an import runs; its counts do without it where its code does not come.
const ImportMeter = lazy(() => import('../../ui/import-meter.tsx').catch(() => ({ default: () => null })));

/** How long the outcome of an import stays in sight. */
const OUTCOME_MS = 10 * 60_000;

/** Imports that run, and what came of the one that just ended. */
export function ImportStrip() {
  /** As they stood when they were dismissed. */
  const [dismissed, setDismissed] = createSignal<readonly ImportEvent[]>([]);
  const isDismissed = ({ payload }: ImportEvent) =>
    dismissed().some(
      (before) => before.payload.jobId === payload.jobId && isSameOutcome(payload, before.payload),
    );
  // Of those that ended, the last one stands for all.
  const outcome = () =>
    feed
      .imports()
      .find((event) => hasEnded(event.payload.status) && now() - Date.parse(event.ts) < OUTCOME_MS);
  const current = createMemo(() =>
    feed
      .imports()
      .filter((event) => !hasEnded(event.payload.status) || event === outcome())
      .filter((event) => !isDismissed(event)),
  );
  // Another run is told of even where it comes to the same.
  createEffect(() => {
    const running = feed.imports().filter(({ payload }) => !hasEnded(payload.status));
    setDismissed((held) =>
      held.filter(({ payload }) => !running.some((event) => event.payload.jobId === payload.jobId)),
    );
  });
  /** Ids, which stay the same from one event to the next: a strip that is there stays as it is. */
  const ids = () => current().map(({ payload }) => payload.jobId);
  return (
    <For each={ids()}>
      {(id) => (
        <Show when={current().find(({ payload }) => payload.jobId === id)}>
          {(event) => <Strip event={event()} onDismiss={() => setDismissed((held) => [...held, event()])} />}
        </Show>
      )}
    </For>
  );
}

function Strip(props: { event: ImportEvent; onDismiss: () => void }) {
  const job = () => props.event.payload;
  return (
    <section
      aria-label="Import"
      class="mt-5 max-w-2xl rounded-md border border-line bg-surface px-4 py-3 text-sm"
    >
      <div class="flex items-baseline gap-3">
        <div role="status" class="flex flex-wrap items-baseline gap-x-3">
          <h2 class="font-medium tracking-normal">
            <Switch fallback="Reading your trades">
              <Match when={job().status === 'queued'}>Import is about to start</Match>
              <Match when={isBeingRead(job())}>Reading your trades</Match>
              <Match when={job().status === 'done'}>Import done</Match>
              <Match when={hasEnded(job().status)}>Import stopped</Match>
            </Switch>
          </h2>
          <Show when={job().error}>{(error) => <p class="text-loss">{error().message}</p>}</Show>
        </div>
        <span class="ml-auto flex items-center gap-3 self-center">
          <Show when={hasEnded(job().status) && (job().error !== undefined || job().progress.rejected > 0)}>
            <A href={`/connect?job=${job().jobId}`} class="font-medium underline underline-offset-4">
              Details
            </A>
          </Show>
          <Show when={hasEnded(job().status)}>
            <button
              type="button"
              aria-label="Dismiss"
              class="-m-1 rounded p-1 text-ink-3 hover:text-ink"
              onClick={props.onDismiss}
            >
              <CrossIcon />
            </button>
          </Show>
        </span>
      </div>
      <Show when={isUnderWay(job())}>
        <Suspense fallback={<div class="mt-3 h-1" />}>
          <ImportMeter job={job()} />
        </Suspense>
      </Show>
      <ImportCounts progress={job().progress} />
    </section>
  );
}
