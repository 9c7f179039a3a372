import { type BeforeLeaveEventArgs, useBeforeLeave } from '@solidjs/router';
import { createSignal, onCleanup, onMount } from 'solid-js';
import { Confirm } from '../../ui/confirm.tsx';

/** Asks before the page is left with something unsaved. */
export function UnsavedGuard(props: { unsaved: boolean }) {
  const [leaving, setLeaving] = createSignal<BeforeLeaveEventArgs>();

  useBeforeLeave((event) => {
    if (!props.unsaved || event.defaultPrevented) return;
    event.preventDefault();
    setLeaving(event);
  });

  // Beyond the app only the browser can ask.
  function beforeUnload(event: BeforeUnloadEvent): void {
    if (props.unsaved) event.preventDefault();
  }
  onMount(() => {
    addEventListener('beforeunload', beforeUnload);
    onCleanup(() => removeEventListener('beforeunload', beforeUnload));
  });

  return (
    <Confirm
      open={leaving() !== undefined}
      title="Leave without saving?"
      confirm="Leave"
      busy={false}
      onConfirm={() => leaving()?.retry(true)}
      onClose={() => setLeaving(undefined)}
    >
      Your changes to the settings are not saved.
    </Confirm>
  );
}
