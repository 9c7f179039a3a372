import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { formatAbsolute, formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { LabelChip } from '../../ui/label-chip.tsx';
import { EvidenceDetails } from './evidence-details.tsx';
import { Facts } from './facts.tsx';
import { MarketChart } from './market-chart.tsx';
import { Verdicts } from './verdicts.tsx';

export function TradeReport(props: { bias: TradeBias }) {
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
        <time datetime={trade().ts} title={formatAbsolute(trade().ts, timezone())}>
          {formatDateTime(trade().ts, timezone())}
        </time>
      </p>
      <h1 class="mt-3 max-w-3xl text-xl font-medium text-pretty sm:text-2xl">
        {props.bias.reflection?.insight ?? 'Not read yet. Its reflection appears here as soon as it is.'}
      </h1>
      <p class="mt-4 flex flex-wrap gap-1.5">
        <For each={trade().labels}>
          {(tag) => <LabelChip label={tag.label} confidence={tag.confidence} />}
        </For>
      </p>
      <div class="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <MarketChart trade={trade()} />
        <Facts trade={trade()} />
      </div>
      <Show when={evidence()}>
        {(found) => (
          <>
            <Verdicts evidence={found()} trade={trade()} />
            <EvidenceDetails evidence={found()} trade={trade()} />
          </>
        )}
      </Show>
      <p class="mt-12 text-sm text-ink-3">
        Measured from hourly bars that had closed before the fill, never from later ones. An observation, not
        advice.
      </p>
    </article>
  );
}
