import { Show } from 'solid-js';
import { formatFigure, formatInterval } from './figures.ts';
import type { Drawn } from './insight-view.ts';
import { couldBeChance, NEUTRAL, placeInterval } from './interval-scale.ts';

/** A figure with its 95 % interval against what would be neutral, and what that says. */
export function IntervalBar(props: { drawn: Drawn }) {
  const figures = () => props.drawn.measure;
  const kind = () => props.drawn.kind;
  const neutral = () => NEUTRAL[kind()];
  const interval = () => {
    const { low, high } = figures();
    return low === undefined || high === undefined ? null : { low, high };
  };
  const chance = () => {
    const [found, at] = [interval(), neutral()];
    return found === null || at === null ? null : couldBeChance(found.low, found.high, at);
  };
  const verdict = () => {
    const found = interval();
    if (found === null) return 'It has no interval, so how sure this is cannot be told.';
    const told = `95% interval ${formatInterval(kind(), found.low, found.high)}`;
    if (chance() === null) return `${told}.`;
    return chance()
      ? `${told}: it holds ${neutral()}, so this could be chance.`
      : `${told}: clear of ${neutral()}, where there would be no difference.`;
  };
  return (
    <figure class="mt-5 max-w-2xl">
      <div
        role="img"
        aria-label={`${formatFigure(kind(), figures().value)}. ${verdict()}`}
        class="relative h-6"
      >
        <Track
          places={placeInterval(kind(), figures())}
          neutral={neutral() !== null}
          hollow={chance() === true}
        />
      </div>
      <div aria-hidden="true" class="mt-1 grid grid-cols-[1fr_auto_1fr] gap-3 text-xs text-ink-3">
        <span>
          {neutral() === null ? '' : '← '}
          {props.drawn.less}
        </span>
        <span class="figures">{neutral()}</span>
        <span class="text-right">
          {props.drawn.more}
          {neutral() === null ? '' : ' →'}
        </span>
      </div>
      <figcaption class="figures mt-2 text-sm text-ink-2">{verdict()}</figcaption>
    </figure>
  );
}

interface TrackProps {
  places: { value: number; low: number; high: number };
  neutral: boolean;
  /** What could be chance is drawn hollow. */
  hollow: boolean;
}

function Track(props: TrackProps) {
  return (
    <>
      <div class="keeps-colour absolute inset-x-0 top-1/2 h-px bg-line" />
      <Show when={props.neutral}>
        <div class="keeps-colour absolute inset-y-0 left-1/2 w-px bg-ink-3" />
      </Show>
      <Interval places={props.places} hollow={props.hollow} fill="bg-ink-3" />
    </>
  );
}

/** The interval as a band, with the figure as a dot on it. */
export function Interval(props: { places: TrackProps['places']; hollow: boolean; fill: string }) {
  return (
    <>
      <div
        class={`keeps-colour absolute inset-y-1.5 rounded-sm ${props.hollow ? 'border border-ink-3' : `opacity-70 ${props.fill}`}`}
        style={{
          left: percent(props.places.low),
          width: percent(props.places.high - props.places.low),
        }}
      />
      <div
        class="keeps-colour absolute top-1/2 size-2.5 -translate-1/2 rounded-full bg-ink ring-2 ring-bg"
        style={{ left: percent(props.places.value) }}
      />
    </>
  );
}

function percent(place: number): string {
  return `${(place * 100).toFixed(2)}%`;
}
