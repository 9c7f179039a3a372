import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js';
import { DEFAULT_WAIT_PCT, type Simulation, SimulationSchema } from '../../../../../contracts/simulations.ts';
import type { Trade, TradeLedger } from '../../../../../contracts/trades.ts';
import { askSimulation } from '../../../ask-simulation.ts';
import type { Failure } from '../../../failure.ts';
import { timezone } from '../../../session.ts';
import { now } from '../../../ui/clock.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { FailureNotice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Select } from '../../../ui/select.tsx';
import { Horizon } from './horizon.tsx';
import { PathsChart } from './paths-chart.tsx';
import { pullbackLabel, tellWhatIf } from './tell-what-if.ts';
import { WhatIfFigures } from './what-if-figures.tsx';

const FIRST_HORIZON_DAYS = 7;
/** A slider that is dragged asks when it rests. */
const REST_MS = 400;
const PULLBACKS = [1, 2, 3, 5, 8, 10].map((pct) => ({ value: String(pct), name: `${pct}%` }));
/** What is no failure, but a reason why there is nothing to be seen. */
const REASONS: ReadonlySet<string> = new Set([
  'basis_unknown',
  'no_candles',
  'no_hour_closed',
  'trade_not_read',
]);

/** The trade as it was, held, waited for, stopped and by the trader's rules. It is asked for when it comes into view: each answer costs the server something. */
export function WhatIf(props: { trade: Trade; ledger: TradeLedger | null }) {
  let section: HTMLElement | undefined;
  const [seen, setSeen] = createSignal(false);
  const [days, setDays] = createSignal(FIRST_HORIZON_DAYS);
  const [waitPct, setWaitPct] = createSignal(DEFAULT_WAIT_PCT);
  const [answer, setAnswer] = createSignal<Simulation>();
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [state, setState] = createSignal<'asking' | 'fetching' | 'idle'>('asking');
  let asked = new AbortController();

  onMount(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), {
      rootMargin: '200px',
    });
    if (section) watch.observe(section);
    onCleanup(() => watch.disconnect());
  });
  onCleanup(() => asked.abort());

  async function ask(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    setState('asking');
    const request = { tradeId: props.trade.id, horizonDays: days(), waitPct: waitPct() };
    const told = await askSimulation('/api/simulations/simple', SimulationSchema, request, {
      signal,
      onFetching: () => setState('fetching'),
    });
    if (told === null) return;
    setState('idle');
    setProblem(told.ok ? null : told.problem);
    if (told.ok) setAnswer(() => told.value);
    else if (REASONS.has(told.problem.code)) setAnswer(undefined);
  }

  const whyNot = createMemo(() => whyNotAsked(props.trade, now()));
  /** Also when the first hour has closed, or the books have changed, as after a cost was entered. */
  const question = createMemo(() =>
    JSON.stringify([seen() && whyNot() === null, props.trade.pnl, props.ledger?.matches, days(), waitPct()]),
  );
  createEffect(
    on(question, (_, before) => {
      if (!seen() || whyNot() !== null) return;
      const timer = setTimeout(
        () => void ask(),
        before === undefined || answer() === undefined ? 0 : REST_MS,
      );
      onCleanup(() => clearTimeout(timer));
    }),
  );

  const reason = () => {
    const found = problem();
    return whyNot() ?? (found && REASONS.has(found.code) ? found.detail : null);
  };

  return (
    <section ref={section} aria-labelledby="what-if-title" class="mt-12">
      <h2 id="what-if-title" class="text-lg">
        What if
      </h2>
      <Switch
        fallback={
          <div role="status" aria-label="Reckoning" class="mt-4 h-72">
            <Show when={state() === 'fetching'} fallback={<div class="skeleton h-72" />}>
              <p class="pb-3 text-sm text-ink-2">Fetching the prices of these days …</p>
              <Progress label="Fetching prices" value={null} />
            </Show>
          </div>
        }
      >
        <Match when={reason()}>
          {(detail) => (
            <p class="mt-4 rounded-md border border-dashed border-line-strong px-6 py-8 text-center text-sm text-ink-3">
              {detail()}
            </p>
          )}
        </Match>
        <Match when={answer() === undefined && problem()}>
          {(shown) => (
            <div class="mt-4 max-w-2xl">
              <FailureNotice problem={shown()} onRetry={ask} />
            </div>
          )}
        </Match>
        <Match when={answer()}>
          {(simulation) => (
            <>
              <div class="mt-4 flex flex-wrap items-end gap-x-8 gap-y-4 sm:max-w-2xl">
                <Horizon days={days()} onChange={setDays} />
                <Show when={pullbackLabel(simulation())}>
                  {(label) => (
                    <Select
                      class="w-36"
                      label={label()}
                      choices={PULLBACKS}
                      value={String(waitPct())}
                      onChange={(value) => setWaitPct(Number(value))}
                    />
                  )}
                </Show>
              </div>
              <div class="mt-2 h-1">
                <Show when={state() === 'fetching'}>
                  <Progress label="Fetching the prices of these days" value={null} />
                </Show>
              </div>
              <Show when={problem()}>
                {(shown) => (
                  <div class="mt-3 max-w-2xl">
                    <FailureNotice problem={shown()} onRetry={ask} />
                  </div>
                )}
              </Show>
              <div
                aria-busy={state() === 'idle' ? undefined : 'true'}
                class="transition-opacity"
                classList={{ 'opacity-60': state() !== 'idle' }}
              >
                <p class="figures mt-3 max-w-3xl text-pretty text-ink-2" aria-live="polite">
                  {tellWhatIf(simulation(), timezone())}
                </p>
                <WhatIfFigures simulation={simulation()} />
                <div class="mt-6">
                  <PathsChart simulation={simulation()} />
                </div>
                <Disclosure summary="What this assumes">
                  <ul class="max-w-3xl list-disc pl-5 text-sm marker:text-ink-3">
                    {/* The first stands below the figures. */}
                    <For each={simulation().assumptions.slice(1)}>
                      {(sentence) => <li class="py-0.5">{sentence}</li>}
                    </For>
                  </ul>
                </Disclosure>
              </div>
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}

const HOUR_MS = 3_600_000;

/** What the page knows by itself that no answer could tell more of. */
function whyNotAsked({ ts, basis }: Trade, now: number): string | null {
  if (basis === 'unknown')
    return 'What was sold here has no known cost, so that there is no result to compare with.';
  const firstClose = Math.floor(Date.parse(ts) / HOUR_MS + 1) * HOUR_MS;
  return now < firstClose
    ? 'No hour has closed since this trade. There is more to say within the hour.'
    : null;
}
