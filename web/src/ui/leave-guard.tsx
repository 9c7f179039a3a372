import { useBeforeLeave } from '@solidjs/router';
import { createEffect, createSignal, type JSX, onCleanup } from 'solid-js';
import { beforeSignOut } from '../session.ts';
import { Confirm } from './confirm.tsx';

interface LeaveGuardProps {
  /** Whether something would be lost. */
  when: boolean;
  title: string;
  /** What would be lost. */
  children: JSX.Element;
}

/** Asks before the page is left with something that goes with it. */
export function LeaveGuard(props: LeaveGuardProps) {
  /** Waits for what the trader says. */
  const [asked, setAsked] = createSignal<{ settle: (leaves: boolean) => void }>();

  function settle(leaves: boolean): void {
    const now = asked();
    setAsked(undefined);
    now?.settle(leaves);
  }

  useBeforeLeave((event) => {
    if (!props.when || event.defaultPrevented) return;
    event.preventDefault();
    setAsked({ settle: (leaves) => leaves && event.retry(true) });
  });

  // Of a sign-out the router does not tell, and beyond the app only the browser can ask.
  createEffect(() => {
    if (!props.when) return;
    beforeSignOut(() => new Promise((resolve) => setAsked({ settle: resolve })));
    addEventListener('beforeunload', prevent);
    onCleanup(() => {
      beforeSignOut(null);
      removeEventListener('beforeunload', prevent);
    });
  });

  return (
    <Confirm
      open={asked() !== undefined}
      title={props.title}
      confirm="Leave"
      busy={false}
      onConfirm={() => settle(true)}
      onClose={() => settle(false)}
    >
      {props.children}
    </Confirm>
  );
}

function prevent(event: Event): void {
  event.preventDefault();
}
