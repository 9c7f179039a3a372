import { Sparkline } from '../../charts/sparkline.tsx';
import { LABEL_INK, LabelChip } from '../../ui/label-chip.tsx';

const RISE = [
  100, 100.6, 100.2, 101.1, 101.9, 101.4, 102.2, 103.1, 102.7, 103.3, 104.6, 104.1, 105.2, 106.4, 106.1,
  107.2, 108.8, 108.1, 109.6, 110.9, 110.4, 111.6, 112.3, 112.9,
];

/** What a reflection looks like, for who has none yet. */
export function Example() {
  return (
    <aside
      aria-label="An example"
      class="hidden flex-col justify-center border-l border-line bg-sunken px-16 lg:flex"
    >
      <div class="max-w-lg">
        <p class="text-sm text-ink-3">An example</p>
        <div class="mt-5 flex items-center justify-between gap-8">
          <p class="text-sm text-ink-3">
            <span class="font-semibold text-ink">SOL-USD</span> Bought
          </p>
          <Sparkline values={RISE} ink={LABEL_INK.FOMO} />
        </div>
        <p class="mt-3 text-xl text-pretty">
          You bought SOL-USD 12.9% up on the day, with RSI at 78.4 and the price at the top of its band. Next
          time a price runs, let one hourly candle close before you buy, and see if you still want it.
        </p>
        <p class="mt-4">
          <LabelChip label="FOMO" confidence={0.81} />
        </p>
        <p class="mt-10 border-t border-line pt-5 text-sm text-ink-3">
          Each figure can be checked: the rule, its thresholds, and the market data it was held against.
        </p>
      </div>
    </aside>
  );
}
