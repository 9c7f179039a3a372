import { createSignal, For, Show } from 'solid-js';
import type { SessionDto } from '../../../../contracts/account-security.ts';
import { NOTHING, remove } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { signOut } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.tsx';
import { SessionRow } from './session-row.tsx';

interface SessionsSectionProps {
  sessions: readonly SessionDto[];
  onChange: (left: SessionDto[]) => void;
}

export function SessionsSection(props: SessionsSectionProps) {
  let list: HTMLUListElement | undefined;
  const [busyId, setBusyId] = createSignal<string | null>(null);
  const [asking, setAsking] = createSignal(false);
  const [endingAll, setEndingAll] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const others = () => props.sessions.filter((session) => !session.current);
  /** This one first, then as they come: the newest first. */
  const shown = () => [...props.sessions.filter((session) => session.current), ...others()];

  async function end(session: SessionDto): Promise<void> {
    if (busyId() !== null) return;
    setBusyId(session.id);
    setProblem(null);
    const found = session.current ? await signOut() : await endOther(session.id);
    setBusyId(null);
    setProblem(found);
    if (session.current || found !== null) return;
    props.onChange(props.sessions.filter(({ id }) => id !== session.id));
    // The button went with its row.
    list?.focus();
    await notify('That session has ended.');
  }

  async function endAll(): Promise<void> {
    setEndingAll(true);
    setProblem(null);
    const answer = await remove('/api/account/sessions', NOTHING);
    setEndingAll(false);
    setAsking(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    props.onChange(props.sessions.filter((session) => session.current));
    await notify('All other sessions have ended.');
  }

  return (
    <>
      <Show when={problem()}>
        {(shownProblem) => (
          <div class="mb-4">
            <FailureNotice problem={shownProblem()} />
          </div>
        )}
      </Show>
      <ul ref={list} tabindex="-1" aria-label="Sessions" class="outline-none">
        <For each={shown()}>
          {(session) => (
            <SessionRow
              session={session}
              busy={busyId() === session.id}
              off={busyId() !== null}
              onEnd={() => void end(session)}
            />
          )}
        </For>
      </ul>
      <Show when={others().length > 0}>
        <div class="mt-4">
          <Button look="danger" onClick={() => setAsking(true)}>
            End all others
          </Button>
        </div>
      </Show>
      <Confirm
        open={asking()}
        title="End all other sessions?"
        confirm="End them"
        busy={endingAll()}
        onConfirm={() => void endAll()}
        onClose={() => setAsking(false)}
      >
        Everywhere else you have to sign in again. If you did not know one of them, change your password too.
      </Confirm>
    </>
  );
}

async function endOther(id: string): Promise<Failure | null> {
  const answer = await remove(`/api/account/sessions/${id}`, NOTHING);
  // Gone is gone, whoever ended it.
  return answer.ok || answer.problem.code === 'not_found' ? null : answer.problem;
}
