import { useLocation, useSearchParams } from '@solidjs/router';
import {
  createEffect,
  createResource,
  createSignal,
  For,
  Match,
  onMount,
  Show,
  Switch,
  untrack,
} from 'solid-js';
import { BrokersResponseSchema, type ConnectionDto } from '../../../../contracts/brokers.ts';
import { get } from '../../api.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { BrokerCard } from './broker-card.tsx';
import { callbackProblem } from './callback-problem.ts';
import { FileUpload } from './file-upload.tsx';
import { JobReport } from './job-report.tsx';

export default function Connect() {
  useTitle(() => 'Connect');
  const [params, setParams] = useSearchParams();
  const connected = params.connected === 'coinbase';
  const [beingRead, setBeingRead] = createSignal(connected);
  const location = useLocation();
  const [answer, { refetch, mutate }] = createResource(() => get('/api/brokers', BrokersResponseSchema));
  // An object, since the next run of the same import carries the same id.
  const [job, setJob] = createSignal<{ id: string }>();
  const report = (id: string) => setJob({ id });
  const listed = () => {
    const now = answer.latest;
    return now?.ok ? now.value : undefined;
  };
  const failure = () => {
    const now = answer.latest;
    return now?.ok === false ? now.problem : undefined;
  };
  const refused = () => callbackProblem(params.problem);

  function update(connection: ConnectionDto): void {
    const now = listed();
    if (now === undefined) return;
    const before = now.connections.find((other) => other.id === connection.id);
    const others = now.connections.filter((other) => other !== before);
    // An answer to a change does not tell of imports.
    mutate({ ok: true, value: { ...now, connections: [...others, { ...before, ...connection }] } });
  }

  function allRead(): void {
    setBeingRead(false);
    if (params.connected !== undefined) setParams({ connected: undefined }, { replace: true });
  }

  onMount(() => {
    if (location.hash === '#upload') document.getElementById('upload')?.scrollIntoView();
  });
  // Connecting starts an import of its own.
  createEffect(() => {
    const id = listed()?.connections.find((connection) => connection.broker === params.connected)?.lastImport
      ?.id;
    if (id !== undefined && untrack(job) === undefined) report(id);
  });
  createEffect(() => {
    if (typeof params.job === 'string') report(params.job);
  });

  return (
    <div class="max-w-3xl">
      <h1 class="text-2xl">Connect</h1>
      <p class="mt-1.5 text-ink-2">Where your fills come from. Everything here only ever reads.</p>
      <div class="mt-6 flex flex-col gap-4">
        <Show when={connected}>
          <Notice
            tone="good"
            title="Coinbase is connected."
            actions={<ButtonLink href="/">See the reflections</ButtonLink>}
          >
            <Show when={beingRead()}>
              Your trades are being read. The first reflections are there within seconds.
            </Show>
          </Notice>
        </Show>
        <Show when={refused()}>
          {(text) => (
            <Notice tone="bad" title="Coinbase was not connected.">
              {text()}
            </Notice>
          )}
        </Show>
        <Switch fallback={<div role="status" aria-label="Loading" class="skeleton h-72 rounded-lg" />}>
          <Match when={listed()}>
            {(now) => (
              <For each={now().brokers.filter((broker) => broker.auth.includes('oauth2'))}>
                {(broker) => (
                  <BrokerCard
                    broker={broker}
                    connection={now().connections.find((connection) => connection.broker === broker.broker)}
                    onChange={update}
                    onImport={report}
                  />
                )}
              </For>
            )}
          </Match>
          <Match when={failure()}>
            {(problem) => <FailureNotice problem={problem()} onRetry={refetch} />}
          </Match>
        </Switch>
        <FileUpload onImport={report} />
        <Show when={job()} keyed>
          {({ id }) => <JobReport jobId={id} onEnd={refetch} onRead={allRead} />}
        </Show>
      </div>
    </div>
  );
}
