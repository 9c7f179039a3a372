import { batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { JobAcceptedSchema } from '../../../../contracts/jobs.ts';
import { type ExportDto, ExportsResponseSchema } from '../../../../contracts/privacy.ts';
import { get, post } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { feed } from '../../feed/store.ts';
import { isBeingMade, nextLook } from './export-view.ts';

/** The exports as the server knows them: a reload finds one that is being made where it was. */
export function useExports() {
  const [exports, setExports] = createSignal<readonly ExportDto[] | undefined>();
  const [asking, setAsking] = createSignal(false);
  /** What went wrong, and how to try it again. */
  const [failed, setFailed] = createSignal<{ problem: Failure; again: () => Promise<void> } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function look(): Promise<void> {
    turn += 1;
    const mine = turn;
    clearTimeout(timer);
    const answer = await get('/api/account/exports', ExportsResponseSchema);
    if (mine !== turn) return;
    batch(() => {
      setFailed(answer.ok ? null : { problem: answer.problem, again: look });
      if (answer.ok) setExports(answer.value.exports);
    });
    const wait = answer.ok ? nextLook(answer.value.exports, Date.now()) : null;
    if (wait !== null) timer = setTimeout(look, wait);
  }

  async function ask(): Promise<void> {
    setAsking(true);
    setFailed(null);
    const answer = await post('/api/account/export', JobAcceptedSchema);
    if (answer.ok) await look();
    else setFailed({ problem: answer.problem, again: ask });
    setAsking(false);
  }

  void look();
  // Said over the feed, before the next look would find it.
  createEffect(on(feed.exported, () => void look(), { defer: true }));
  onCleanup(() => {
    turn += 1;
    clearTimeout(timer);
  });

  const beingMade = () => exports()?.some(isBeingMade) === true;
  /** Ids, which stay the same from one look to the next: a row is read out again only when it says something else. */
  const ids = () => exports()?.map(({ id }) => id);
  const exportOf = (id: string) => exports()?.find((one) => one.id === id);
  return { ids, exportOf, beingMade, asking, failed, ask };
}
