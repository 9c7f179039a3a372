import { A } from '@solidjs/router';
import { createResource, onCleanup } from 'solid-js';
import { SettingsResponseSchema } from '../../../../contracts/settings.ts';
import { type Thresholds, ThresholdsSchema } from '../../../../contracts/thresholds.ts';
import { get } from '../../api.ts';
import { Answered, settled } from '../../ui/answered.tsx';
import { LINK } from '../../ui/link-look.ts';
import { useTitle } from '../../ui/title.ts';
import { TitledSection } from '../../ui/titled-section.tsx';
import { FeedbackSection } from './feedback-section.tsx';
import { SettingsForm } from './settings-form.tsx';
import { ThresholdsSection } from './thresholds-section.tsx';

/** What was reset is gone over in the background; by then its table tells of it. */
const GONE_OVER_MS = 3_000;

export default function SettingsPage() {
  useTitle(() => 'Settings');
  const [settings, { refetch: readSettings }] = createResource(() =>
    get('/api/account/settings', SettingsResponseSchema),
  );
  const [thresholds, { refetch: readThresholds, mutate }] = createResource(() =>
    get('/api/thresholds', ThresholdsSchema),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  function showReset(value: Thresholds): void {
    mutate({ ok: true, value });
    clearTimeout(timer);
    timer = setTimeout(readThresholds, GONE_OVER_MS);
  }

  return (
    <div class="max-w-4xl">
      <h1 class="text-2xl">Settings</h1>
      {/* Where there is no room for it in the bar. */}
      <p class="mt-2 text-sm text-ink-2 sm:hidden">
        Brokers and imports are on a page of their own:{' '}
        <A href="/connect" class={LINK}>
          Connect
        </A>
        .
      </p>
      <TitledSection
        id="counting"
        title="How your trades are counted"
        lead="These hold for every figure of the app, past and future."
      >
        <Answered answer={settled(settings)} name="settings" onRetry={readSettings}>
          {(found) => (
            <SettingsForm
              initial={found().settings}
              rescoring={found().rescoring}
              sendsMail={found().sendsMail}
            />
          )}
        </Answered>
      </TitledSection>
      <TitledSection
        id="thresholds"
        title="Your own thresholds"
        lead="A rule starts with everybody’s threshold and moves towards yours the more you trade: the value that one in ten of your own last 200 trades goes past. So a label marks what is unusual for you. It moves within limits, and a rule about an impulse never gets easier on you than on everybody."
      >
        <Answered answer={settled(thresholds)} name="thresholds" onRetry={readThresholds}>
          {(found) => <ThresholdsSection thresholds={found()} onReset={showReset} />}
        </Answered>
      </TitledSection>
      <TitledSection
        id="feedback"
        title="Your feedback"
        lead="Each time you say that a label is right or wrong, its confidence on later trades rises or falls."
      >
        <Answered answer={settled(thresholds)} name="feedback" onRetry={readThresholds}>
          {(found) => <FeedbackSection thresholds={found()} onReset={showReset} />}
        </Answered>
      </TitledSection>
    </div>
  );
}
