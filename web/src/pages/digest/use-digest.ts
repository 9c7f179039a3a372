import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Digest, DigestResponseSchema, LatestDigestSchema } from '../../../../contracts/digests.ts';
import { get } from '../../api.ts';
import type { Answer, Failure } from '../../failure.ts';
import { feed } from '../../feed/store.ts';

/** digest null: there is none yet, and the first one comes then. */
type Found = { digest: Digest; nextAt?: string } | { digest: null; nextAt: string };

async function read(id: string | undefined): Promise<Answer<Found>> {
  if (id === undefined) return get('/api/digests/weekly/latest', LatestDigestSchema);
  return get(`/api/digests/weekly/${encodeURIComponent(id)}`, DigestResponseSchema);
}

/** A digest by its id, or the newest one without; it comes anew when the feed tells of one. */
export function createDigest(id: Accessor<string | undefined>) {
  const [value, setValue] = createSignal<Found>();
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [stale, setStale] = createSignal(false);
  let turn = 0;

  async function load(): Promise<void> {
    turn += 1;
    const mine = turn;
    const answer = await read(id());
    if (mine !== turn) return;
    batch(() => {
      setProblem(answer.ok ? null : answer.problem);
      // What is on screen stays where the same is only asked for again.
      if (answer.ok) setValue(() => answer.value);
      else if (stale()) setValue(undefined);
      setStale(false);
    });
  }

  createEffect(
    on([id, () => feed.digest()?.eventId], ([now], before) => {
      // What the feed tells meanwhile makes nothing of another week fresh.
      if (before !== undefined && before[0] !== now) setStale(true);
      void load();
    }),
  );
  onCleanup(() => {
    turn += 1;
  });
  return { value, problem, stale, reload: load };
}
