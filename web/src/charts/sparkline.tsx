import { createMemo, Show } from 'solid-js';
import { formatNumber } from '../format/number.ts';
import { lastY, overallChange, sparklinePath } from './sparkline-path.ts';

const WIDTH = 112;
const HEIGHT = 32;
const MARGIN = 4;
const CHANGE = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'always' } as const;

interface SparklineProps {
  values: readonly number[];
  /** The text colour of the dot at the fill. */
  ink: string;
}

/** The hours before a fill; the dot is where it happened. */
export function Sparkline(props: SparklineProps) {
  const path = createMemo(() => sparklinePath(props.values, WIDTH, HEIGHT));
  const label = () => {
    const change = overallChange(props.values);
    const told = change === null ? 'no change known' : formatNumber(change, CHANGE);
    return `Price over the ${props.values.length} hours before: ${told}`;
  };
  return (
    <Show when={props.values.length > 1}>
      <svg
        role="img"
        aria-label={label()}
        class="h-10 w-30 overflow-visible text-ink-3"
        viewBox={`${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${HEIGHT + 2 * MARGIN}`}
      >
        <title>{label()}</title>
        <path d={`${path()}V${HEIGHT + MARGIN}H0Z`} fill="currentColor" opacity="0.09" />
        <path d={path()} fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />
        <g class={props.ink}>
          <circle
            cx={WIDTH}
            cy={lastY(props.values, HEIGHT)}
            r="3"
            fill="currentColor"
            stroke="var(--bg)"
            stroke-width="1.5"
          />
        </g>
      </svg>
    </Show>
  );
}
