import { A, useLocation } from '@solidjs/router';
import { browserTimezone, signUp } from '../../session.ts';
import { useTitle } from '../../ui/title.ts';
import { CredentialsForm } from './credentials-form.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

export default function SignUp() {
  useTitle(() => 'Create an account');
  const location = useLocation();
  return (
    <SignInFrame
      title="Create an account"
      lead="It reads your fills and never trades. Each gets a reflection within seconds."
    >
      <CredentialsForm submit="Create account" choosing onSubmit={signUp} />
      <p class="mt-4 text-sm text-ink-3">Times will be shown in {browserTimezone().replaceAll('_', ' ')}.</p>
      <p class="mt-6 text-sm text-ink-2">
        Have an account?{' '}
        <A href={`/login${location.search}`} class="font-medium text-ink underline underline-offset-4">
          Log in
        </A>
      </p>
    </SignInFrame>
  );
}
