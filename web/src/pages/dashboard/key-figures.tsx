import { A } from '@solidjs/router';
import type { Measure, MoneyMeasure } from '../../../../contracts/measure.ts';
import type { Stats } from '../../../../contracts/stats.ts';
import { tellOutcomes } from '../../format/counts.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { formatNumber, formatShare } from '../../format/number.ts';
import { tellSample } from '../../format/tell-sample.ts';
import { formatHeld } from '../../format/time.ts';
import { Figure } from '../../ui/figure.tsx';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';

/** The figures behind the answer, each with what it rests on. */
export function KeyFigures(props: { stats: Stats }) {
  const stats = () => props.stats;
  const trips = () => {
    const { open } = stats().roundTrips;
    return [tellOutcomes(stats().roundTrips), open === 0 ? '' : `${formatCount(open)} still open`]
      .filter((part) => part !== '')
      .join(', ');
  };
  const money = (measure: MoneyMeasure) =>
    measure.known ? <Result value={measure.value} currency={stats().currency} /> : null;
  const pnl = (value: string) => formatPnl(value, stats().currency);
  return (
    <Section title="Key figures">
      <dl class="figures mt-4 grid grid-cols-2 gap-x-6 sm:grid-cols-4 lg:gap-x-10">
        <Figure
          name="Win rate"
          value={tell(stats().winRate, formatShare)}
          sample={tellSample(stats().winRate, formatShare, 'trade')}
        />
        <Figure
          name="Profit factor"
          note="What winners brought, divided by what losers cost"
          value={tell(stats().profitFactor, ratio)}
          sample={tellSample(stats().profitFactor, ratio, 'trade')}
        />
        <Figure
          name="Expectancy"
          note="The mean net result of a trade"
          value={money(stats().expectancy)}
          sample={tellSample(stats().expectancy, pnl, 'trade')}
        />
        <Figure
          name="Average R"
          note="The mean net result, divided by your risk per trade"
          value={tell(stats().averageR, (value) => `${ratio(value)} R`)}
          sample={tellSample(stats().averageR, ratio, 'trade')}
          remedy={needsRisk(stats().averageR) && <SetRisk />}
        />
        <Figure
          name="Average win"
          value={money(stats().averageWin)}
          sample={tellSample(stats().averageWin, pnl, 'win')}
        />
        <Figure
          name="Average loss"
          value={money(stats().averageLoss)}
          sample={tellSample(stats().averageLoss, pnl, 'loss', 'losses')}
        />
        <Figure
          name="Round trips"
          note="From flat to flat in one product, with what was converted away"
          value={formatCount(stats().roundTrips.trades)}
          sample={trips()}
        />
        <Figure
          name="Median round trip"
          note="From the first buy to flat"
          value={tell(stats().roundTrips.medianHours, formatHeld)}
          sample={tellSample(stats().roundTrips.medianHours, formatHeld, 'round trip')}
        />
      </dl>
    </Section>
  );
}

/** There are enough trades, so that nothing but the risk is missing. */
function needsRisk(averageR: Measure): boolean {
  return !averageR.known && averageR.n >= averageR.minimum;
}

function SetRisk() {
  return (
    <A href="/settings" class="mt-0.5 block text-xs text-ink underline underline-offset-4">
      Set your risk per trade in Settings
    </A>
  );
}

function tell(measure: Measure, format: (value: number) => string): string | null {
  return measure.known ? format(measure.value) : null;
}

function ratio(value: number): string {
  return formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
