import { type Accessor, createResource, type JSX, Match, onCleanup, Switch } from 'solid-js';
import { SettingsResponseSchema } from '../../../../contracts/settings.ts';
import { type Thresholds, ThresholdsSchema } from '../../../../contracts/thresholds.ts';
import { get } from '../../api.ts';
import type { Answer } from '../../failure.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
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
  // Asked for its state first: the first read of a pending resource would suspend the page, heading and all.
  const settingsNow = () => (settings.state === 'pending' ? undefined : settings.latest);
  const thresholdsNow = () => (thresholds.state === 'pending' ? undefined : thresholds.latest);

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
      <Section
        id="counting"
        title="How your trades are counted"
        lead="These hold for every figure of the app, past and future."
      >
        <Answered answer={settingsNow()} name="settings" onRetry={readSettings}>
          {(found) => <SettingsForm initial={found().settings} />}
        </Answered>
      </Section>
      <Section
        id="thresholds"
        title="Your own thresholds"
        lead="A rule starts with everybody’s threshold and moves towards yours the more you trade: the value that one in ten of your own last 200 trades goes past. So a label marks what is unusual for you. It moves within limits, and a rule about an impulse never gets easier on you than on everybody."
      >
        <Answered answer={thresholdsNow()} name="thresholds" onRetry={readThresholds}>
          {(found) => <ThresholdsSection thresholds={found()} onReset={showReset} />}
        </Answered>
      </Section>
      <Section
        id="feedback"
        title="Your feedback"
        lead="Each time you say that a label is right or wrong, its confidence on later trades rises or falls."
      >
        <Answered answer={thresholdsNow()} name="feedback" onRetry={readThresholds}>
          {(found) => <FeedbackSection thresholds={found()} onReset={showReset} />}
        </Answered>
      </Section>
    </div>
  );
}

function Section(props: { id: string; title: string; lead: string; children: JSX.Element }) {
  return (
    <section
      aria-labelledby={props.id}
      class="mt-8 grid gap-x-12 gap-y-5 border-t border-line pt-8 lg:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={props.id} class="text-lg">
          {props.title}
        </h2>
        <p class="mt-1.5 text-sm text-ink-2">{props.lead}</p>
      </div>
      <div class="min-w-0">{props.children}</div>
    </section>
  );
}

interface AnsweredProps<T> {
  answer: Answer<T> | undefined;
  name: string;
  onRetry: () => void;
  children: (value: Accessor<T>) => JSX.Element;
}

/** What came, or that it is on its way, or why it did not come. */
function Answered<T>(props: AnsweredProps<T>) {
  const value = () => {
    const now = props.answer;
    return now?.ok ? now : undefined;
  };
  const failure = () => {
    const now = props.answer;
    return now?.ok === false ? now.problem : undefined;
  };
  return (
    <Switch fallback={<div role="status" aria-label={`Loading ${props.name}`} class="skeleton h-40" />}>
      <Match when={value()}>{(now) => props.children(() => now().value)}</Match>
      <Match when={failure()}>
        {(problem) => <FailureNotice problem={problem()} onRetry={props.onRetry} />}
      </Match>
    </Switch>
  );
}
