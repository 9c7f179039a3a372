import type { DigestPayload } from '../../../../contracts/digests.ts';
import { countOf, tellOutcomes } from '../../format/counts.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { formatShare } from '../../format/number.ts';
import { tellSample } from '../../format/tell-sample.ts';
import { Figure } from '../../ui/figure.tsx';
import { Amount, Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';

/** This week's figures, each beside the week before and with what it rests on. */
export function Figures(props: { week: DigestPayload }) {
  const week = () => props.week;
  const before = () => props.week.before;
  return (
    <Section title="Beside the week before" class="break-inside-avoid">
      <dl class="figures mt-4 grid grid-cols-2 gap-x-6 sm:grid-cols-4 print:grid-cols-4">
        <Figure
          name="Net result"
          value={<Result value={week().net} currency={week().currency} />}
          sample={countOf(week().trades, 'trade')}
          note={`Week before: ${formatPnl(before().net, week().currency)} ${week().currency}, ${countOf(before().trades, 'trade')}`}
        />
        <Figure
          name="Trades"
          value={formatCount(week().trades)}
          sample={tellOutcomes(week()) || countOf(week().orders, 'order')}
          note={`Week before: ${formatCount(before().trades)}`}
        />
        <Figure
          name="Win rate"
          value={week().winRate.known ? formatShare(knownValue(week().winRate)) : null}
          sample={tellSample(week().winRate, formatShare, 'trade')}
          note={`Week before: ${
            before().winRate.known
              ? `${formatShare(knownValue(before().winRate))} of ${countOf(before().trades, 'trade')}`
              : `too few trades (${formatCount(before().trades)})`
          }`}
        />
        <Figure
          name="Fees paid"
          value={<Amount value={week().feesPaid} currency={week().currency} />}
          sample={countOf(week().fills, 'fill')}
        />
      </dl>
    </Section>
  );
}

function knownValue(measure: DigestPayload['winRate']): number {
  return measure.known ? measure.value : 0;
}
