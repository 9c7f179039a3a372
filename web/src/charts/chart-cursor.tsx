import { nearestIndex } from './scale.ts';

interface ChartCursorProps {
  /** What the arrow keys go through, such as 'Day'. */
  label: string;
  /** Where the chart's points lie across its width, 0 to 1, rising. */
  places: readonly number[];
  /** The point that is read out; null: none. */
  at: number | null;
  onMove: (at: number | null) => void;
  /** What a screen reader hears at a point. */
  textAt: (at: number) => string;
}

/**
 * Lies over a chart and lets pointer, touch and arrow keys go from point to point. The keys belong to a slider that only readers see:
 * it brings the roles and the keys that a drawing has not.
 */
export function ChartCursor(props: ChartCursorProps) {
  const last = () => props.places.length - 1;
  const now = () => props.at ?? last();

  function point(event: PointerEvent & { currentTarget: HTMLElement }): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    props.onMove(nearestIndex(props.places, (event.clientX - left) / width));
  }

  return (
    <div
      class="absolute inset-0 touch-pan-y rounded-sm outline-2 -outline-offset-1 outline-transparent has-[:focus-visible]:outline-focus"
      onPointerDown={point}
      onPointerMove={point}
      // A finger leaves as soon as it is lifted: what it touched is still to be read.
      onPointerLeave={(event) => event.pointerType !== 'touch' && props.onMove(null)}
    >
      <input
        type="range"
        class="sr-only"
        aria-label={props.label}
        aria-valuetext={props.textAt(now())}
        min={0}
        max={last()}
        value={now()}
        onInput={(event) => props.onMove(event.currentTarget.valueAsNumber)}
        onFocus={() => props.onMove(now())}
        onBlur={() => props.onMove(null)}
      />
    </div>
  );
}
