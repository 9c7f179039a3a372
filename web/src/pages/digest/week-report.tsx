import { Show } from 'solid-js';
import type { Digest, DigestLine } from '../../../../contracts/digests.ts';
import { tellWeek } from '../../../../domain/digest/tell-week.ts';
import { countOf } from '../../format/counts.ts';
import { formatDateTime } from '../../format/time.ts';
import { formatWeek } from '../../format/weeks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { BehavioursOfWeek } from './behaviours-of-week.tsx';
import { DayByDay } from './day-by-day.tsx';
import { Figures } from './figures.tsx';
import { neighboursOf } from './neighbours.ts';
import { ProductsOfWeek } from './products-of-week.tsx';
import { RulesOfWeek } from './rules-of-week.tsx';
import { Suggestion } from './suggestion.tsx';
import { TwoTrades } from './two-trades.tsx';

/** The week in two sentences, and what they rest on. */
export function WeekReport(props: { digest: Digest; lines: readonly DigestLine[] }) {
  const beside = () => neighboursOf(props.lines, props.digest.id);
  const week = () => props.digest.payload;
  const told = () => tellWeek(week());
  const others = () => week().currencies.filter(({ currency }) => currency !== week().currency);
  return (
    <article>
      <header>
        <div class="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <p class="text-sm text-ink-3">Weekly digest</p>
          <div class="flex flex-wrap print:hidden">
            <Show when={beside().previous}>
              {(week) => (
                <ButtonLink href={`/digest/${week().id}`} look="ghost">
                  Previous week
                </ButtonLink>
              )}
            </Show>
            <Show when={beside().next}>
              {(week) => (
                <ButtonLink href={`/digest/${week().id}`} look="ghost">
                  Next week
                </ButtonLink>
              )}
            </Show>
            <Button look="ghost" onClick={() => window.print()}>
              Print
            </Button>
          </div>
        </div>
        <h1 class="text-2xl">{formatWeek(week().periodStart, week().periodEnd, week().timezone)}</h1>
        <p class="figures mt-4 text-xl tracking-tight text-pretty text-ink-2">
          <strong class="font-semibold text-ink">{told().headline}</strong> {told().rest}
        </p>
      </header>
      <Show when={week().fills > 0}>
        <div class="mt-10 flex flex-col gap-12">
          <Figures week={week()} />
          <TwoTrades week={week()} />
          <Suggestion week={week()} />
          <BehavioursOfWeek week={week()} />
          <RulesOfWeek week={week()} />
          <DayByDay week={week()} />
          <ProductsOfWeek week={week()} />
        </div>
      </Show>
      <footer class="mt-12 max-w-2xl text-sm text-pretty text-ink-3">
        <Show when={others().length > 0}>
          <p class="mb-2">
            Not in these figures:{' '}
            {others()
              .map(({ currency, fills }) => `${countOf(fills, 'fill')} against ${currency}`)
              .join(', ')}
            . Money of two currencies is never added.
          </p>
        </Show>
        <Show when={week().unknownBasis.fills > 0}>
          <p class="mb-2">
            {countOf(week().unknownBasis.fills, 'fill of a sale', 'fills of sales')} without a known cost{' '}
            {week().unknownBasis.fills === 1 ? 'is' : 'are'} in no result.
          </p>
        </Show>
        <p>
          Made {formatDateTime(props.digest.madeAt, week().timezone)} of what was read by then; what came
          later is in Results, not here. The week is Monday to Sunday in {week().timezone}. Results are net of
          fees. Observations, not advice.
        </p>
      </footer>
    </article>
  );
}
