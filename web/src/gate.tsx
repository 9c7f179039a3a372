import { Navigate, type RouteSectionProps } from '@solidjs/router';
import { Match, Show, Switch } from 'solid-js';
import { loginPath, nextPath } from './next-path.ts';
import { checkSession, currentUser, session } from './session.ts';
import { PageFrame } from './shell/page-frame.tsx';
import { Shell } from './shell/shell.tsx';
import { Waiting } from './shell/waiting.tsx';
import { FailureNotice } from './ui/notice.tsx';
import { Toasts } from './ui/notify.tsx';
import { PageSkeleton } from './ui/page-skeleton.tsx';

const OPEN_PATHS = new Set(['/login', '/signup']);

/** Who is not signed in sees the log-in page and comes back from it; who is, does not see it. */
export function Gate(props: RouteSectionProps) {
  const open = () => OPEN_PATHS.has(props.location.pathname);
  const failure = () => {
    const now = session();
    return now.phase === 'failing' ? now.problem : null;
  };
  const next = () => {
    const wanted = props.location.query.next;
    return nextPath(typeof wanted === 'string' ? wanted : undefined);
  };
  return (
    <>
      <Switch>
        <Match when={failure()}>
          {(problem) => (
            <Waiting>
              <FailureNotice problem={problem()} onRetry={checkSession} />
            </Waiting>
          )}
        </Match>
        <Match when={session().phase === 'checking'}>
          <Waiting>
            <div class="animate-[appear_.3s_ease-out_.3s_backwards]">
              <PageSkeleton />
            </div>
          </Waiting>
        </Match>
        <Match when={session().phase === 'signed-out'}>
          <Show
            when={open()}
            fallback={<Navigate href={loginPath(props.location.pathname + props.location.search)} />}
          >
            <PageFrame>{props.children}</PageFrame>
          </Show>
        </Match>
        <Match when={currentUser() !== null && open()}>
          <Navigate href={next()} />
        </Match>
        <Match when={currentUser()?.id} keyed>
          {(userId) => <Shell userId={userId}>{props.children}</Shell>}
        </Match>
      </Switch>
      <Toasts />
    </>
  );
}
