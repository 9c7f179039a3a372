import { batch, createSignal, onCleanup } from 'solid-js';
import type { Answer, Failure } from '../failure.ts';

/**
 * A list that comes a page at a time; `readPage` gets where the page before ended. The answer that was asked for last counts, and none after its component
 * is gone. What went wrong stands until the next answer.
 */
export function createPagedList<Page extends { cursor: string | null }, Item>(
  readPage: (cursor: string | undefined) => Promise<Answer<Page>>,
  itemsOf: (page: Page) => readonly Item[],
) {
  const [items, setItems] = createSignal<readonly Item[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  let turn = 0;
  let asked: string | null = null;

  async function read(after: string | null): Promise<void> {
    asked = after;
    turn += 1;
    const mine = turn;
    setBusy(true);
    const answer = await readPage(after ?? undefined);
    if (mine !== turn) return;
    batch(() => {
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      if (!answer.ok) return;
      const page = itemsOf(answer.value);
      setItems((before) => (after === null ? page : [...before, ...page]));
      setCursor(answer.value.cursor);
    });
  }
  onCleanup(() => {
    turn += 1;
  });

  return {
    items,
    busy,
    problem,
    /** Whether there are more than were read. */
    more: () => cursor() !== null,
    readFirst: () => read(null),
    readOn: () => read(cursor()),
    /** The page that was asked for last, where its answer was a failure. */
    again: () => read(asked),
  };
}
