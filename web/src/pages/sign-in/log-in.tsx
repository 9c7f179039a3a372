import { A, useLocation } from '@solidjs/router';
import { Show } from 'solid-js';
import { session, signIn } from '../../session.ts';
import { Notice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { CredentialsForm } from './credentials-form.tsx';
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
      <CredentialsForm submit="Log in" choosing={false} onSubmit={signIn} />
      <p class="mt-6 text-sm text-ink-2">
        New here?{' '}
        <A href={`/signup${location.search}`} class="font-medium text-ink underline underline-offset-4">
          Create an account
        </A>
      </p>
    </SignInFrame>
  );
}
