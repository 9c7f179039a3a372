import { type BeforeLeaveEventArgs, useBeforeLeave } from '@solidjs/router';
import { createSignal, type JSX, onCleanup, onMount } from 'solid-js';
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
  const [leaving, setLeaving] = createSignal<BeforeLeaveEventArgs>();

  useBeforeLeave((event) => {
    if (!props.when || event.defaultPrevented) return;
    event.preventDefault();
    setLeaving(event);
  });

  // Beyond the app only the browser can ask.
  function beforeUnload(event: BeforeUnloadEvent): void {
    if (props.when) event.preventDefault();
  }
  onMount(() => {
    addEventListener('beforeunload', beforeUnload);
    onCleanup(() => removeEventListener('beforeunload', beforeUnload));
  });

  return (
    <Confirm
      open={leaving() !== undefined}
      title={props.title}
      confirm="Leave"
      busy={false}
      onConfirm={() => leaving()?.retry(true)}
      onClose={() => setLeaving(undefined)}
    >
      {props.children}
    </Confirm>
  );
}
