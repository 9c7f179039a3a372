import { A, useLocation } from '@solidjs/router';
import { browserTimezone } from '../../session.ts';
import { LINK } from '../../ui/link-look.ts';
import { useTitle } from '../../ui/title.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { SignUpForm } from './sign-up-form.tsx';

export default function SignUp() {
  useTitle(() => 'Create an account');
  const location = useLocation();
  return (
    <SignInFrame
      title="Create an account"
      lead="It reads your fills and never trades. Each gets a reflection within seconds."
    >
      <SignUpForm />
      <p class="mt-4 text-sm text-ink-3">
        Times will be shown in {browserTimezone().replaceAll('_', ' ')}. The{' '}
        <A href="/privacy" class={LINK}>
          privacy page
        </A>{' '}
        says what is kept of you, why and for how long.
      </p>
      <p class="mt-6 text-sm text-ink-2">
        Have an account?{' '}
        <A href={`/login${location.search}`} class={LINK}>
          Log in
        </A>
      </p>
    </SignInFrame>
  );
}
