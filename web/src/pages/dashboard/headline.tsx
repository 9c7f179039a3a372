import { Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { formatExact, signOf } from '../../format/decimal.ts';
import { Amount, MONEY_INK, Result } from '../../ui/money.tsx';
import { tellResult } from './tell-result.ts';

/** The answer, and how it comes about. */
export function Headline(props: { stats: Stats }) {
  const stats = () => props.stats;
  const told = () => tellResult(stats());
  return (
    <>
      <p class="figures max-w-3xl text-xl tracking-tight text-pretty text-ink-2 xl:text-2xl">
        {told().lead}{' '}
        <strong
          class={`font-semibold whitespace-nowrap ${MONEY_INK[signOf(stats().net)]}`}
          title={`${formatExact(stats().net)} ${stats().currency}`}
        >
          {told().amount}
        </strong>{' '}
        {told().rest}
      </p>
      <p class="figures mt-3 max-w-3xl text-sm text-ink-3">
        <Result value={stats().gross} currency={stats().currency} /> before fees, less{' '}
        <Amount value={stats().fees} currency={stats().currency} /> of fees, is{' '}
        <Result value={stats().net} currency={stats().currency} /> net.
        <Show when={stats().feesPaid !== stats().fees}>
          {' '}
          All fees paid, those of open positions among them:{' '}
          <Amount value={stats().feesPaid} currency={stats().currency} />.
        </Show>
      </p>
    </>
  );
}
