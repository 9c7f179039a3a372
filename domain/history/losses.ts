import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { EntryFigures } from './behaviour-figures.ts';
import { splitSymbol } from './product.ts';
import { openTrailingWindow, type TrailingWindow } from './trailing-window.ts';

/** How long after a loss an entry may be its answer (after Coval & Shumway 2005). */
export const ANSWER_MINUTES = 60;
const FEWEST_LOSSES = 5;
const LOSSES_KEPT = 100;
const MINUTE_MS = 60_000;

/** An exit order as a loss, which its further slices make larger, smaller or none. */
export type Loss = {
  readonly base: string;
  readonly quote: string;
  /** Of the losses in its quote asset before it; null where they were too few. */
  readonly medianBefore: number | null;
  /** Above zero, in its quote asset. */
  size: number;
  /** Its latest slice, milliseconds UTC. */
  closedAt: number;
  /** In the window of its quote asset; null while it is no loss. */
  slot: number | null;
};

export type LossFigures = Pick<EntryFigures, 'minutes_since_loss' | 'loss_vs_median' | 'same_asset'>;

export type Losses = {
  begin(symbol: string): Loss;
  /** Keeps it with this size, as the latest. */
  keep(loss: Loss, size: number, closedAt: number): void;
  drop(loss: Loss): void;
  /** When the latest was closed, milliseconds UTC; null: none was. */
  lastAt(): number | null;
  /** What an entry in this product at this time may be the answer to. */
  figuresFor(symbol: string, ts: number): LossFigures;
};

/** The last 100 losses: the latest of all, and their sizes by quote asset, as money of two currencies is never compared. */
export function openLosses(): Losses {
  const latest: Loss[] = [];
  const sizes = new Map<string, TrailingWindow>();

  function sizesIn(quote: string): TrailingWindow {
    const window = sizes.get(quote) ?? openTrailingWindow(LOSSES_KEPT);
    sizes.set(quote, window);
    return window;
  }

  function forget(loss: Loss) {
    const at = latest.lastIndexOf(loss);
    if (at >= 0) latest.splice(at, 1);
  }

  /** Of the last hour's the latest that was larger than usual; if there is none the latest at all, to be shown as what it was. */
  function answeredAt(ts: number): Loss | undefined {
    for (let i = latest.length - 1; i >= 0; i -= 1) {
      const loss = latest[i];
      if (loss === undefined || ts - loss.closedAt > ANSWER_MINUTES * MINUTE_MS) break;
      if (loss.medianBefore !== null && loss.size > loss.medianBefore) return loss;
    }
    return latest.at(-1);
  }

  return {
    begin(symbol) {
      const { base, quote } = splitSymbol(symbol);
      const before = sizesIn(quote);
      const medianBefore = before.count() < FEWEST_LOSSES ? null : before.quantile(0.5);
      return { base, quote, medianBefore, size: 0, closedAt: 0, slot: null };
    },
    keep(loss, size, closedAt) {
      loss.size = size;
      loss.closedAt = closedAt;
      if (loss.slot === null) loss.slot = sizesIn(loss.quote).add(size);
      else sizesIn(loss.quote).change(loss.slot, size);
      forget(loss);
      latest.push(loss);
      if (latest.length > LOSSES_KEPT) latest.shift();
    },
    drop(loss) {
      if (loss.slot === null) return;
      sizesIn(loss.quote).change(loss.slot, null);
      loss.slot = null;
      forget(loss);
    },
    lastAt: () => latest.at(-1)?.closedAt ?? null,
    figuresFor(symbol, ts) {
      const loss = answeredAt(ts);
      if (loss === undefined) return NO_LOSS;
      return {
        minutes_since_loss: known((ts - loss.closedAt) / MINUTE_MS),
        loss_vs_median: againstMedian(loss),
        same_asset: known(loss.base === splitSymbol(symbol).base ? 1 : 0),
      };
    },
  };
}

function againstMedian({ size, medianBefore }: Loss): Figure {
  return medianBefore === null ? unknown(UNKNOWN.tooFewTrades) : known(size / medianBefore);
}

const NONE = unknown(UNKNOWN.noLossBefore);
const NO_LOSS: LossFigures = { minutes_since_loss: NONE, loss_vs_median: NONE, same_asset: NONE };
