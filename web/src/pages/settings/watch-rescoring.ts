import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { SettingsResponseSchema } from '../../../../contracts/settings.ts';
import { get } from '../../api.ts';

const LOOK_AGAIN_MS = 3_000;

interface Rescoring {
  /** The trades are being gone over. */
  rescoring: Accessor<boolean>;
  /** What the server said of it last. */
  tell: (isRescoring: boolean) => void;
}

/** Looks again every few seconds, for as long as the trades are being gone over. */
export function watchRescoring(initial: boolean): Rescoring {
  const [rescoring, setRescoring] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  function tell(isRescoring: boolean): void {
    turn += 1;
    clearTimeout(timer);
    setRescoring(isRescoring);
    if (isRescoring) timer = setTimeout(look, LOOK_AGAIN_MS);
  }

  async function look(): Promise<void> {
    const mine = turn;
    const answer = await get('/api/account/settings', SettingsResponseSchema);
    // What was saved meanwhile is newer.
    if (mine === turn) tell(answer.ok ? answer.value.rescoring : rescoring());
  }

  tell(initial);
  onCleanup(() => {
    turn += 1;
    clearTimeout(timer);
  });
  return { rescoring, tell };
}
