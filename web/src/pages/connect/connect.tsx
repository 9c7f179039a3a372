import { useIsRouting, useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import { createEffect, createSignal, For, Match, onMount, Show, Switch } from 'solid-js';
import type { ConnectionDto } from '../../../../contracts/brokers.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useTitle } from '../../ui/title.ts';
import { BrokerCard, nameId } from './broker-card.tsx';
import { useBrokers } from './brokers-list.ts';
import { callbackProblem } from './callback-problem.ts';
import { JobReport } from './job-report.tsx';
import { useShownJob } from './shown-job.ts';
import { FileUpload } from './upload/file-upload.tsx';

export default function Connect() {
  useTitle(() => 'Connect');
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  const isRouting = useIsRouting();
  const { listed, failure, shown, brokerOf, connectionOf, update, refetch } = useBrokers();
  // Without the list a job is told of all the same.
  const jobs = useShownJob(() => listed()?.connections ?? (failure() ? [] : undefined));
  const connected = typeof params.connected === 'string' ? params.connected : undefined;
  const [beingRead, setBeingRead] = createSignal(connected !== undefined);
  const connectedName = () =>
    connected !== undefined && connectionOf(connected)?.status === 'active'
      ? brokerOf(connected)?.name
      : undefined;
  const refused = () => callbackProblem(params.problem);

  function allRead(): void {
    setBeingRead(false);
    if (params.connected !== undefined) setParams({ connected: undefined }, { replace: true, scroll: false });
  }

  /** Once Coinbase is connected after all, that it was not holds no more. */
  function changed(connection: ConnectionDto): void {
    update(connection);
    if (params.problem !== undefined && connection.broker === 'coinbase' && connection.status === 'active')
      setParams({ problem: undefined }, { replace: true, scroll: false });
  }

  onMount(() => {
    if (location.hash === '#upload') document.getElementById('upload')?.scrollIntoView();
  });
  // It has led here: left in the address, each later change of that would lead here once more.
  createEffect(() => {
    if (!isRouting() && location.hash !== '')
      navigate(location.pathname + location.search, { replace: true, scroll: false });
  });

  return (
    <div class="max-w-3xl">
      <h1 class="text-2xl">Connect</h1>
      <p class="mt-1.5 text-ink-2">Where your fills come from. Everything here only ever reads.</p>
      <div class="mt-6 flex flex-col gap-4">
        <Show when={connectedName()}>
          {(name) => (
            <Notice
              tone="good"
              title={`${name()} is connected.`}
              actions={<ButtonLink href="/">See the reflections</ButtonLink>}
            >
              <Show when={beingRead()}>
                Your trades are being read. The first reflections are there within seconds.
              </Show>
            </Notice>
          )}
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
            <For
              each={shown()}
              fallback={
                <Notice title="No broker can be connected on this server.">
                  Upload an export instead; it is read the same way.
                </Notice>
              }
            >
              {(name) => (
                <Show when={brokerOf(name)}>
                  {(broker) => (
                    <BrokerCard
                      broker={broker()}
                      connection={connectionOf(name)}
                      onChange={changed}
                      onImport={(id) => jobs.show(id, name)}
                      told={jobs.at(name)?.id}
                    >
                      <Show when={jobs.at(name)} keyed>
                        {({ id }) => (
                          <div class="border-t border-line pt-4">
                            <JobReport
                              jobId={id}
                              onEnd={refetch}
                              onRead={allRead}
                              onClose={() => {
                                jobs.show(null, name);
                                // The button went with what it closed.
                                document.getElementById(nameId(name))?.focus();
                              }}
                            />
                          </div>
                        )}
                      </Show>
                    </BrokerCard>
                  )}
                </Show>
              )}
            </For>
          </Match>
          <Match when={failure()}>
            {(problem) => <FailureNotice problem={problem()} onRetry={refetch} />}
          </Match>
        </Switch>
        <FileUpload job={jobs.at('file')} onJob={(id) => jobs.show(id, 'file')} onEnd={refetch} />
      </div>
    </div>
  );
}
