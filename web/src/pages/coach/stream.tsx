import { createWindowVirtualizer } from '@tanstack/solid-virtual';
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import { timezone } from '../../session.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { NewsPill } from '../../ui/news-pill.tsx';
import type { Told } from './fold-slices.ts';
import { heldBack } from './held-back.ts';
import { ReflectionCard } from './reflection-card.tsx';
import { type Row, toRows } from './rows.ts';
import { tabStop } from './tab-stop.ts';

const DAY_HEIGHT = 56;
const CARD_HEIGHT = 124;

/** The reflection that the keyboard is at. Kept while the trader looks at its trade, so that the way on starts where the way out did. */
const [activeId, setActiveId] = createSignal<string>();

/** The virtualised stream. While the trader reads further down, what is new waits above instead of pushing the text away. */
export function Stream(props: { reflections: readonly Told[] }) {
  let list: HTMLElement | undefined;
  const [offset, setOffset] = createSignal(0);
  const { shown, waiting, release } = heldBack(
    () => props.reflections,
    () => list,
  );
  const rows = createMemo(() => toRows(shown(), timezone()));
  const place = createMemo(() => shown().findIndex((event) => event.eventId === activeId()));

  onMount(() => {
    // What stands above comes late, opens and goes.
    const settle = () => setOffset(list?.offsetTop ?? 0);
    settle();
    const resized = new ResizeObserver(settle);
    resized.observe(document.body);
    onCleanup(() => resized.disconnect());
  });

  const virtualizer = createWindowVirtualizer<HTMLDivElement>({
    get count() {
      return rows().length;
    },
    get scrollMargin() {
      return offset();
    },
    estimateSize: (index) => (rows()[index]?.kind === 'day' ? DAY_HEIGHT : CARD_HEIGHT),
    getItemKey: (index) => rows()[index]?.key ?? index,
    overscan: 6,
    scrollPaddingStart: 72,
    scrollPaddingEnd: 72,
  });

  const stop = createMemo(() =>
    tabStop(rows(), virtualizer.getVirtualItems(), Math.max(0, place()), virtualizer.scrollOffset ?? 0),
  );

  // An element keeps its place while rows move through it: its height is asked for anew with each row.
  function measureWithRow(element: HTMLDivElement, key: () => string | undefined): void {
    createEffect(on(key, () => queueMicrotask(() => virtualizer.measureElement(element))));
  }

  function move(by: number): void {
    const next = place() === -1 ? 0 : Math.min(Math.max(place() + by, 0), shown().length - 1);
    const eventId = shown()[next]?.eventId;
    setActiveId(eventId);
    const row = rows().findIndex((candidate) => candidate.kind === 'reflection' && candidate.at === next);
    virtualizer.scrollToIndex(row, { align: 'auto' });
    // The row may only now be rendered.
    requestAnimationFrame(() =>
      list?.querySelector<HTMLElement>(`[data-event-id="${eventId}"] a`)?.focus({ preventScroll: true }),
    );
  }

  function step(by: number) {
    return (event: KeyboardEvent) => {
      event.preventDefault();
      move(by);
    };
  }
  useShortcuts({ j: step(1), k: step(-1), ArrowDown: step(1), ArrowUp: step(-1) });

  return (
    <section aria-label="Reflections" ref={list} class="relative mt-1">
      <Show when={waiting() > 0}>
        <NewsPill onClick={release}>
          {waiting()} new {waiting() === 1 ? 'reflection' : 'reflections'}
        </NewsPill>
      </Show>
      <div data-virtual style={{ height: `${virtualizer.getTotalSize()}px` }} class="relative">
        <For each={virtualizer.getVirtualItems()}>
          {(item) => (
            <div
              data-index={item.index}
              ref={(element) => measureWithRow(element, () => rows()[item.index]?.key)}
              class="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start - offset()}px)` }}
            >
              <StreamRow row={rows()[item.index]} stop={stop()} onActivate={setActiveId} />
            </div>
          )}
        </For>
      </div>
    </section>
  );
}

function StreamRow(props: { row: Row | undefined; stop: number; onActivate: (eventId: string) => void }) {
  const day = () => (props.row?.kind === 'day' ? props.row : undefined);
  const reflection = () => (props.row?.kind === 'reflection' ? props.row : undefined);
  return (
    <Switch>
      <Match when={day()}>
        {(row) => (
          <h2 class="border-b border-line pt-7 pb-2 text-sm font-medium tracking-normal text-ink-2">
            {row().day}
          </h2>
        )}
      </Match>
      <Match when={reflection()}>
        {(row) => (
          <ReflectionCard
            event={row().event}
            tabStop={row().at === props.stop}
            onActivate={() => props.onActivate(row().event.eventId)}
          />
        )}
      </Match>
    </Switch>
  );
}
