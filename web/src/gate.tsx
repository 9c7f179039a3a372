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

/** Ways in: who is signed in is led on. */
const ENTRANCES = new Set(['/login', '/signup', '/forgot']);
/** Who is there makes no difference. */
const FOR_ALL = new Set(['/reset', '/deleted']);
const PRIVACY = '/privacy';

/** Who is not signed in sees the log-in page and comes back from it; who is, does not see it. */
export function Gate(props: RouteSectionProps) {
  const path = () => props.location.pathname;
  const failure = () => {
    const now = session();
    return now.phase === 'failing' ? now.problem : null;
  };
  /** A page without the app around it. What is said of privacy can be read even where the server cannot say who is there. */
  const alone = () => {
    if (path() !== PRIVACY) return FOR_ALL.has(path());
    const { phase } = session();
    return phase === 'signed-out' || phase === 'failing';
  };
  const next = () => {
    const wanted = props.location.query.next;
    return nextPath(typeof wanted === 'string' ? wanted : undefined);
  };
  return (
    <>
      <Switch>
        <Match when={alone()}>
          <PageFrame fallback={<Loading />}>{props.children}</PageFrame>
        </Match>
        <Match when={failure()}>
          {(problem) => (
            <Waiting>
              <FailureNotice problem={problem()} onRetry={checkSession} />
            </Waiting>
          )}
        </Match>
        <Match when={session().phase === 'checking'}>
          <Loading />
        </Match>
        <Match when={session().phase === 'signed-out'}>
          <Show
            when={ENTRANCES.has(path())}
            fallback={<Navigate href={loginPath(path() + props.location.search)} />}
          >
            <PageFrame fallback={<Loading />}>{props.children}</PageFrame>
          </Show>
        </Match>
        <Match when={currentUser() !== null && ENTRANCES.has(path())}>
          <Navigate href={next()} />
        </Match>
        <Match when={currentUser()?.id} keyed>
          {(_userId) => <Shell>{props.children}</Shell>}
        </Match>
      </Switch>
      <Toasts />
    </>
  );
}

/** Not seen where it takes no time. */
function Loading() {
  return (
    <Waiting>
      <div class="animate-[appear_.3s_ease-out_.3s_backwards]">
        <PageSkeleton />
      </div>
    </Waiting>
  );
}
