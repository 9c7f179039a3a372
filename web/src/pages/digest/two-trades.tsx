import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { DigestPayload, ToldTrade } from '../../../../contracts/digests.ts';
import { observationOf } from '../../../../domain/reflect/observation-of.ts';
import { formatCount } from '../../format/decimal.ts';
import { isBehaviour, LABEL_TEXT } from '../../format/labels.ts';
import { formatDateTime, formatHeld } from '../../format/time.ts';
import { LABEL_INK } from '../../ui/label-chip.tsx';
import { LINK } from '../../ui/link-look.ts';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';

/** The trades that the week is remembered by, with what was observed of them. */
export function TwoTrades(props: { week: DigestPayload }) {
  const answer = () => {
    const { best, worst, trades } = props.week;
    if (trades === 0) return 'No trade realised a result.';
    if (best === null && worst === null) return 'No trade made or lost anything.';
    if (best === null) return 'No trade came out above zero.';
    return worst === null ? 'No trade came out below zero.' : undefined;
  };
  return (
    <Section title="Best and worst trade" answer={answer()}>
      <div class="mt-4 grid gap-4 sm:grid-cols-2 print:grid-cols-2">
        <Show when={props.week.best}>
          {(trade) => <OneTrade name="Best" trade={trade()} week={props.week} />}
        </Show>
        <Show when={props.week.worst}>
          {(trade) => <OneTrade name="Worst" trade={trade()} week={props.week} />}
        </Show>
      </div>
    </Section>
  );
}

function OneTrade(props: { name: string; trade: ToldTrade; week: DigestPayload }) {
  const behaviours = () => props.trade.labels.filter(isBehaviour);
  return (
    <div class="figures break-inside-avoid rounded-md border border-line px-4 py-3">
      <h3 class="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span>
          {props.name}: {props.trade.symbol}
        </span>
        <Result value={props.trade.net} currency={props.week.currency} />
      </h3>
      <p class="mt-1 text-sm text-ink-3">
        {formatDateTime(props.trade.ts, props.week.timezone)}
        <Show when={props.trade.heldHours !== null}>, held {formatHeld(props.trade.heldHours ?? 0)}</Show>
        <For each={behaviours()}>
          {(label) => (
            <>
              , <span class={LABEL_INK[label]}>{LABEL_TEXT[label].name}</span>
            </>
          )}
        </For>
      </p>
      <Show when={props.trade.insight}>
        {(insight) => (
          <p class="mt-2 text-sm text-pretty">
            {/* A reflection is of a fill, and its figures are. */}
            <Show when={props.trade.fills > 1}>
              <span class="text-ink-3">Of the first of its {formatCount(props.trade.fills)} fills: </span>
            </Show>
            {observationOf(insight())}
          </p>
        )}
      </Show>
      <p class="mt-2 text-sm print:hidden">
        <A href={`/trades/${props.trade.tradeId}`} class={LINK}>
          Open the {props.name.toLowerCase()} trade
        </A>
      </p>
    </div>
  );
}
