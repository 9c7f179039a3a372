import type { HourlyView } from './hourly-view.ts';
import type { Random } from './random.ts';

type Style = 'fomo' | 'panic' | 'disciplined' | 'neutral' | 'revenge';

/** One position of the trader's: bought at `entryMs`, sold at `exitMs` unless it is still open. */
export interface Episode {
  style: Style;
  productId: string;
  entryMs: number;
  exitMs?: number;
  notionalUsd: number;
  /** How much of what was bought is sold again. */
  soldShare: number;
}

interface Chance {
  style: Style;
  entry: number;
  exit: number;
}

/** Before it the trader sells what was transferred in: no position of his may be open then. */
export const FIRST_ENTRY_HOUR = 3;

// A little beyond the thresholds of the coach's rules: the fill comes somewhere within the hour.
const FOMO_CHANGE = 0.086;
const PANIC_LOSS = 0.068;
const MINUTE_MS = 60_000;

/**
 * Walks the chart and takes what a human takes: the spike that everybody talks about, the sale at the bottom,
 * now and then a patient entry. `strideHours` is about how far one entry is from the next. The trader knows
 * the future; what matters is how the result looks to the coach, who does not.
 */
export function planEpisodes(view: HourlyView, strideHours: number, random: Random): Episode[] {
  const episodes: Episode[] = [];
  const stride = Math.max(strideHours, 1);
  let hour = FIRST_ENTRY_HOUR + random.integer(0, Math.ceil(stride / 2));
  while (hour < view.hours - 1) {
    const chance = nextChance(view, hour, Math.ceil(stride), random);
    if (!chance) {
      hour += stride;
      continue;
    }
    const episode = toEpisode(view, chance, random);
    episodes.push(episode);
    const revenge = revengeAfter(view, chance, episode, random);
    if (revenge) episodes.push(revenge);
    const paused = chance.exit + random.integer(1, 6);
    hour = Math.max(Math.floor(Math.min(paused, chance.entry + stride)), chance.entry + 1, hour + 1);
  }
  return episodes;
}

function nextChance(view: HourlyView, from: number, ahead: number, random: Random): Chance | undefined {
  const searches = { fomo: findFomo, panic: findPanic, disciplined: findDisciplined };
  const first = random.pick(['fomo', 'panic', 'disciplined'] as const);
  const order = [first, ...(['panic', 'fomo', 'disciplined'] as const).filter((style) => style !== first)];
  for (const style of order) {
    if (!random.chance(0.75)) continue;
    for (let entry = from; entry < Math.min(from + ahead, view.hours - 1); entry++) {
      const exit = searches[style](view, entry, random);
      if (exit !== undefined) return { style, entry, exit };
    }
  }
  return random.chance(0.6)
    ? { style: 'neutral', entry: from, exit: from + random.integer(2, 30) }
    : undefined;
}

/** Each search says at which hour a position opened in `entry` is closed, or undefined: not now. */
function findFomo(view: HourlyView, entry: number, random: Random): number | undefined {
  const excited = [entry - 1, entry].every((hour) => view.change24h(hour) >= FOMO_CHANGE);
  return excited && view.rsi(entry - 1) >= 58 ? entry + random.integer(3, 48) : undefined;
}

function findPanic(view: HourlyView, entry: number): number | undefined {
  const bought = view.close(entry);
  for (let exit = entry + 2; exit <= Math.min(entry + 36, view.hours - 1); exit++) {
    const lost = [exit - 1, exit].every((hour) => view.close(hour) <= bought * (1 - PANIC_LOSS));
    const fallen = [exit - 1, exit].every((hour) => view.drawdown(hour) >= PANIC_LOSS);
    if (lost && fallen) return exit;
  }
  return undefined;
}

function findDisciplined(view: HourlyView, entry: number): number | undefined {
  if (!view.isLow(entry - 1) || view.rsi(entry - 1) > 42) return undefined;
  for (let exit = entry + 3; exit <= Math.min(entry + 96, view.hours - 1); exit++) {
    if (view.close(exit) >= view.close(entry) * 1.05) return exit;
  }
  return undefined;
}

function toEpisode(view: HourlyView, { style, entry, exit }: Chance, random: Random): Episode {
  const notionalUsd = Math.exp(random.between(Math.log(150), Math.log(4_000)));
  const open = exit >= view.hours;
  return {
    style,
    productId: view.product.id,
    entryMs: momentIn(view, entry, random),
    ...(open ? {} : { exitMs: momentIn(view, exit, random) }),
    notionalUsd: style === 'fomo' ? notionalUsd * 1.4 : notionalUsd,
    soldShare: style === 'neutral' && random.chance(0.2) ? random.between(0.4, 0.8) : 1,
  };
}

/** Back in within the hour, and larger, to win back what was lost. */
function revengeAfter(view: HourlyView, chance: Chance, lost: Episode, random: Random): Episode | undefined {
  const { exitMs } = lost;
  if (exitMs === undefined || chance.exit + 9 >= view.hours) return undefined;
  if (view.close(chance.exit) > view.close(chance.entry) * 0.97 || !random.chance(0.35)) return undefined;
  return {
    style: 'revenge',
    productId: lost.productId,
    entryMs: exitMs + random.integer(4, 35) * MINUTE_MS,
    exitMs: momentIn(view, chance.exit + random.integer(2, 8), random),
    notionalUsd: lost.notionalUsd * random.between(1.5, 2.2),
    soldShare: 1,
  };
}

function momentIn(view: HourlyView, hour: number, random: Random): number {
  return view.startMs(hour) + random.integer(4 * MINUTE_MS, 55 * MINUTE_MS);
}
