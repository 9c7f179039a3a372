import { createResource } from 'solid-js';
import {
  SecondFactorResponseSchema,
  SessionsResponseSchema,
} from '../../../../contracts/account-security.ts';
import { get } from '../../api.ts';
import { currentUser } from '../../session.ts';
import { AccountFrame } from '../../shell/account-frame.tsx';
import { Answered, settled } from '../../ui/answered.tsx';
import { useTitle } from '../../ui/title.ts';
import { TitledSection } from '../../ui/titled-section.tsx';
import { ActivitySection } from './activity-section.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

export default function Account() {
  useTitle(() => 'Account');
  const [factor, { refetch: readFactor, mutate: setFactor }] = createResource(() =>
    get('/api/account/second-factor', SecondFactorResponseSchema),
  );
  const [sessions, { refetch: readSessions, mutate: setSessions }] = createResource(() =>
    get('/api/account/sessions', SessionsResponseSchema),
  );
  const twoFactors = () => {
    const now = settled(factor);
    return now?.ok === true && now.value.active;
  };

  return (
    <AccountFrame>
      <TitledSection
        id="password"
        title="Password"
        lead={`You sign in as ${currentUser()?.email ?? ''}. With a new password all other sessions end.`}
      >
        <PasswordForm twoFactors={twoFactors()} onChanged={readSessions} />
      </TitledSection>
      <TitledSection
        id="second-factor"
        title="Second factor"
        lead="With it a stolen password is not enough: signing in also takes a code that only your phone shows."
      >
        <Answered answer={settled(factor)} name="second factor" onRetry={readFactor}>
          {(now) => (
            <SecondFactorSection
              factor={now()}
              onChange={(value) => setFactor({ ok: true, value })}
              onStale={readFactor}
            />
          )}
        </Answered>
      </TitledSection>
      <TitledSection
        id="sessions"
        title="Sessions"
        lead="Where you are signed in. A session ends two weeks after it was last used, and after 90 days in any case."
      >
        <Answered answer={settled(sessions)} name="sessions" onRetry={readSessions}>
          {(now) => (
            <SessionsSection
              sessions={now().sessions}
              onChange={(left) => setSessions({ ok: true, value: { sessions: left } })}
            />
          )}
        </Answered>
      </TitledSection>
      <TitledSection
        id="activity"
        title="Activity"
        lead="What happened to your account. Entries can be added only: nobody can change one, or take one out, without it showing."
      >
        <ActivitySection />
      </TitledSection>
    </AccountFrame>
  );
}
