import { batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type DigestLine, DigestsResponseSchema } from '../../../../contracts/digests.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { feed } from '../../feed/store.ts';

/** The list of all digests, the newest first, a page at a time; it comes anew when the feed tells of one. */
export function createArchive() {
  const [lines, setLines] = createSignal<readonly DigestLine[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [busy, setBusy] = createSignal(false);
  let turn = 0;

  async function read(after: string | null): Promise<void> {
    turn += 1;
    const mine = turn;
    setBusy(true);
    const answer = await get('/api/digests/weekly', DigestsResponseSchema, { cursor: after ?? undefined });
    if (mine !== turn) return;
    batch(() => {
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      if (!answer.ok) return;
      setLines((before) => (after === null ? answer.value.digests : [...before, ...answer.value.digests]));
      setCursor(answer.value.cursor);
    });
  }
  createEffect(
    on(
      () => feed.digest()?.eventId,
      () => void read(null),
    ),
  );
  onCleanup(() => {
    turn += 1;
  });
  /** more: whether there are older ones than were read. */
  return { lines, problem, busy, more: () => cursor() !== null, readOn: () => read(cursor()) };
}

export type Archived = ReturnType<typeof createArchive>;
