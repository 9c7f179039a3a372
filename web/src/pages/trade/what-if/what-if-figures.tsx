import { For } from 'solid-js';
import type { Simulation } from '../../../../../contracts/simulations.ts';
import { quoteOf } from '../../../format/decimal.ts';
import { timezone } from '../../../session.ts';
import { Result } from '../../../ui/money.tsx';
import { tellByRules, tellHeld, tellPct, tellStop, tellWait } from './tell-what-if.ts';

interface Figure {
  name: string;
  pnl: string;
  pct: string;
  note: string;
}

/** What it came to, beside what it would have come to. */
export function WhatIfFigures(props: { simulation: Simulation }) {
  const figures = (): Figure[] => {
    const { simulation } = props;
    const { actual, hold, wait, stop, rule } = simulation;
    return [
      { name: 'As it was', ...actual, note: 'Sales as your books have them, the rest at the last close.' },
      { name: 'Held', ...hold, note: tellHeld(simulation, timezone()) },
      ...(wait ? [{ name: 'Waited', ...wait, note: tellWait(wait, simulation.waitPct, timezone()) }] : []),
      { name: 'Stopped', ...stop, note: tellStop(simulation, timezone()) },
      ...(rule ? [{ name: 'By your rules', ...rule, note: tellByRules(rule) }] : []),
    ];
  };
  return (
    <>
      <dl class="figures mt-5 grid grid-cols-2 gap-5 text-sm md:grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))]">
        <For each={figures()}>
          {({ name, pnl, pct, note }) => (
            <div class="min-w-0 border-t border-line pt-2">
              <dt class="text-ink-3">{name}</dt>
              <dd>
                <span class="text-base font-medium">
                  <Result value={pnl} currency={quoteOf(props.simulation.symbol)} />
                </span>{' '}
                <span class="text-ink-3">{tellPct(pct)}</span>
                <p class="mt-1 text-xs text-pretty text-ink-3">{note}</p>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p class="mt-3 text-xs text-ink-3">{props.simulation.assumptions[0]}</p>
    </>
  );
}
