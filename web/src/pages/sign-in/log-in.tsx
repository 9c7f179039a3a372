import { A, useLocation } from '@solidjs/router';
import { Show } from 'solid-js';
import { session } from '../../session.ts';
import { LINK } from '../../ui/link-look.ts';
import { Notice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { LogInForm } from './log-in-form.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

export default function LogIn() {
  useTitle(() => 'Log in');
  const location = useLocation();
  const ended = () => {
    const now = session();
    return now.phase === 'signed-out' && now.ended;
  };
  return (
    <SignInFrame title="Log in" lead="See what your trades say about you.">
      <Show when={ended()}>
        <div class="mt-6">
          <Notice title="Your session ended.">Log in to go on where you were.</Notice>
        </div>
      </Show>
      <LogInForm />
      <p class="mt-6 text-sm">
        <A href="/forgot" class={LINK}>
          Forgot your password?
        </A>
      </p>
      <p class="mt-3 text-sm text-ink-2">
        New here?{' '}
        <A href={`/signup${location.search}`} class={LINK}>
          Create an account
        </A>
      </p>
    </SignInFrame>
  );
}
