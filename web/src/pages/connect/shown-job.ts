import { useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, untrack } from 'solid-js';
import type { ConnectionDto } from '../../../../contracts/brokers.ts';
import { hasEnded, isUnderWay } from '../../feed/imports.ts';
import { feed } from '../../feed/store.ts';

/** Where a job is told of: in the card of its broker, or with the upload. */
type Place = ConnectionDto['broker'] | 'file';

/** An object, since the next run of the same import carries the same id. */
interface ShownJob {
  id: string;
  place: Place;
}

/** The import that the page tells of. It stands in the address, so that a reload finds it again. */
export function useShownJob(connections: () => readonly ConnectionDto[] | undefined) {
  const [params, setParams] = useSearchParams();
  const [job, setJob] = createSignal<ShownJob>();

  function show(id: string | null, place: Place): void {
    setJob(id === null ? undefined : { id, place });
    setParams({ job: id ?? undefined }, { replace: true, scroll: false });
  }

  const placeOf = (id: string): Place =>
    connections()?.find(({ lastImport }) => lastImport?.id === id)?.broker ?? 'file';

  // Only once: what its trader closed does not come back by itself.
  let looked = false;
  // Whose job it is tells the list of connections: before it is there, nothing is shown.
  createEffect(() => {
    const now = connections();
    if (now === undefined) return;
    const id = params.job;
    if (typeof id === 'string') {
      if (untrack(job)?.id !== id) setJob({ id, place: placeOf(id) });
    } else if (!looked) {
      untrack(() => {
        const running = runningJob(now, typeof params.connected === 'string' ? params.connected : undefined);
        if (running !== undefined) show(running, placeOf(running));
      });
    }
    looked = true;
  });

  const at = (place: Place) => (job()?.place === place ? job() : undefined);
  return { at, show };
}

/** What was just connected, or still runs: its trader sees it without having asked. */
function runningJob(
  connections: readonly ConnectionDto[],
  connected: string | undefined,
): string | undefined {
  const fresh = connections.find(({ broker }) => broker === connected)?.lastImport;
  if (fresh !== undefined) return fresh.id;
  const running = connections.find(({ lastImport }) => lastImport !== undefined && isUnderWay(lastImport));
  // Of what ended the feed does not tell whether it was a check, of which nothing is ever read.
  const told = feed.imports().find(({ payload }) => !hasEnded(payload.status));
  return running?.lastImport?.id ?? told?.payload.jobId;
}
