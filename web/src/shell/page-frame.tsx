import { useLocation } from '@solidjs/router';
import { createEffect, ErrorBoundary, type JSX, on, Suspense } from 'solid-js';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { whenOnline } from '../ui/when-online.ts';

/** Where a routed page stands: while its code comes, and when it does not. */
export function PageFrame(props: { children: JSX.Element; fallback?: JSX.Element }) {
  return (
    <ErrorBoundary
      fallback={(error, reset) => {
        console.error(error);
        return <PageFailure retry={reset} />;
      }}
    >
      <Suspense fallback={props.fallback}>{props.children}</Suspense>
    </ErrorBoundary>
  );
}

/** Tries again by itself when the network is back, and when the trader goes to another page. */
function PageFailure(props: { retry: () => void }) {
  const location = useLocation();
  whenOnline(() => props.retry());
  createEffect(
    on(
      () => location.pathname,
      () => props.retry(),
      { defer: true },
    ),
  );
  return (
    <div class="max-w-2xl">
      <Notice
        tone="bad"
        title="This page could not be loaded"
        actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        If you are offline, it comes by itself when the connection is back.
      </Notice>
    </div>
  );
}
