import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import type { Label } from '../../../../contracts/labels.ts';
import type { Vote } from '../../../../contracts/thresholds.ts';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { quoteOf } from '../../format/decimal.ts';
import { EvidenceDetails } from './evidence-details.tsx';
import { Facts } from './facts.tsx';
import { Lots } from './lots.tsx';
import { MarketChart } from './market-chart.tsx';
import { OwnRules } from './own-rules.tsx';
import { RoundTrip } from './round-trip.tsx';
import { TagVotes } from './tag-votes.tsx';
import { Time } from './time.tsx';
import { Verdicts } from './verdicts.tsx';
import { WhatIf } from './what-if/what-if.tsx';

interface TradeReportProps {
  bias: TradeBias;
  onVote: (label: Label, vote: Vote | null) => void;
  /** What the trader can do about a cost that is not known. */
  costBasis: JSX.Element;
}

export function TradeReport(props: TradeReportProps) {
  const trade = () => props.bias.trade;
  const evidence = () => props.bias.tags[0]?.features;
  return (
    <article>
      <p class="figures flex flex-wrap items-baseline gap-x-2 text-sm text-ink-3">
        <A href="/trades" class="hover:text-ink hover:underline hover:underline-offset-4">
          Trades
        </A>
        <span aria-hidden="true">/</span>
        <bdi class="font-semibold text-ink">{trade().symbol}</bdi>
        <span>{trade().side === 'BUY' ? 'Bought' : 'Sold'}</span>
        <Time ts={trade().ts} />
      </p>
      <h1 class="mt-3 max-w-3xl text-xl font-medium text-pretty sm:text-2xl">
        {props.bias.reflection?.insight ?? 'Not read yet. Its reflection appears here as soon as it is.'}
      </h1>
      <TagVotes bias={props.bias} onVote={props.onVote} />
      {props.costBasis}
      <div class="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <MarketChart trade={trade()} ledger={props.bias.ledger} />
        <Facts trade={trade()} ledger={props.bias.ledger} />
      </div>
      <Show when={props.bias.ledger}>
        <WhatIf trade={trade()} ledger={props.bias.ledger} />
      </Show>
      <Show when={props.bias.ledger}>
        {(ledger) => (
          <>
            <Lots trade={trade()} ledger={ledger()} />
            <Show when={ledger().roundTrip}>
              {(trip) => <RoundTrip trip={trip()} quote={quoteOf(trade().symbol)} />}
            </Show>
          </>
        )}
      </Show>
      <Show when={props.bias.rules.length > 0}>
        <OwnRules checks={props.bias.rules} />
      </Show>
      <Show when={evidence()}>
        {(found) => (
          <>
            <Verdicts evidence={found()} trade={trade()} />
            <EvidenceDetails evidence={found()} trade={trade()} />
          </>
        )}
      </Show>
      <p class="mt-12 text-sm text-ink-3">
        Labels are measured from hourly bars that had closed before the fill, except for what can only be
        known of a sale afterwards. An observation, not advice.
      </p>
    </article>
  );
}
