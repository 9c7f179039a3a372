import { type JSX, Show } from 'solid-js';
import type { Trade, TradeLedger } from '../../../../contracts/trades.ts';
import { baseOf, formatExact, formatPrice, formatQuantity, quoteOf } from '../../format/decimal.ts';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/number.ts';
import { basisText } from '../../format/pnl.ts';
import { formatHeld } from '../../format/time.ts';
import { VENUE_NAMES } from '../../format/venue-names.ts';
import { Result } from '../../ui/money.tsx';
import { Pnl } from '../../ui/pnl.tsx';

export function Facts(props: { trade: Trade; ledger: TradeLedger | null }) {
  const trade = () => props.trade;
  return (
    <section aria-labelledby="facts-title" class="text-sm">
      <h2 id="facts-title" class="pb-2 font-medium tracking-normal">
        The fill
      </h2>
      <dl class="figures">
        <Fact name="P&L">
          <Pnl trade={trade()} />
        </Fact>
        <Show when={props.ledger?.gross}>
          {(gross) => (
            <Fact name="Before fees">
              <Result value={gross()} currency={quoteOf(trade().symbol)} />
            </Fact>
          )}
        </Show>
        <Show when={typeof props.ledger?.r === 'number'}>
          <Fact name="In R (result ÷ your risk)">{formatR(props.ledger?.r ?? 0)}</Fact>
        </Show>
        <Fact name="Quantity">
          <span title={`${formatExact(trade().qty)} ${baseOf(trade().symbol)}`}>
            {formatQuantity(trade().qty)} <Unit text={baseOf(trade().symbol)} />
          </span>
        </Fact>
        <Fact name="Price">
          <span title={`${formatExact(trade().price)} ${quoteOf(trade().symbol)}`}>
            {formatPrice(trade().price)} <Unit text={quoteOf(trade().symbol)} />
          </span>
        </Fact>
        <Fact name="Fee">
          <Show when={trade().fee} fallback="—">
            {(fee) => (
              <span title={formatExact(fee())}>
                {formatMoney(fee(), trade().feeCurrency ?? '')} <Unit text={trade().feeCurrency ?? ''} />
              </span>
            )}
          </Show>
        </Fact>
        <Show when={trade().side === 'SELL'}>
          <Fact name="Cost">{basisText(trade())}</Fact>
          <Fact name="Held">{trade().heldHours === null ? '—' : formatHeld(trade().heldHours ?? 0)}</Fact>
        </Show>
        <Fact name="From">{VENUE_NAMES[trade().broker]}</Fact>
      </dl>
    </section>
  );
}

/** '+1.4 R' */
function formatR(r: number): string {
  return `${formatNumber(r, { maximumFractionDigits: 2, signDisplay: 'exceptZero' })} R`;
}

function Fact(props: { name: string; children: JSX.Element }) {
  return (
    <div class="flex items-baseline justify-between gap-4 border-t border-line py-2">
      <dt class="text-ink-3">{props.name}</dt>
      <dd class="min-w-0 truncate text-right">{props.children}</dd>
    </div>
  );
}

function Unit(props: { text: string }) {
  return <span class="text-ink-3">{props.text}</span>;
}
