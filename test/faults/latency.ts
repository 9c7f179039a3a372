import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../bench/quantile.ts';
import type { Trader } from './trader.ts';

const EVERY_MS = 25;
/** What is answered within a tenth of a second seems to be answered at once; and the two cores are shared with whoever sends the floods. */
const UNNOTICED_MS = 100;
/** What `againstLatency` holds to. */
export const SERVED_AS_BEFORE = `others are served as before: p95 at most twice what it was, or ${UNNOTICED_MS} ms`;

/** How quickly another user is served, call after call, until it is stopped. */
export class LatencyProbe {
  readonly #times: number[] = [];
  readonly #trader: Trader;
  #running = true;
  readonly #ended: Promise<void>;

  constructor(trader: Trader) {
    this.#trader = trader;
    this.#ended = this.#measure();
  }

  /** The 95th percentile in ms. */
  async stop(): Promise<number> {
    this.#running = false;
    await this.#ended;
    return quantile(this.#times, 0.95);
  }

  async #measure(): Promise<void> {
    while (this.#running) {
      const began = performance.now();
      const answer = await this.#trader.client.get('/api/trades?limit=50').catch(() => null);
      await answer?.arrayBuffer();
      this.#times.push(answer?.ok ? performance.now() - began : Number.POSITIVE_INFINITY);
      await sleep(EVERY_MS);
    }
  }
}

export async function baselineP95(trader: Trader): Promise<number> {
  const probe = new LatencyProbe(trader);
  await sleep(1_500);
  return probe.stop();
}

/**
 * Not worse than twice what it was, nor than what anybody would notice: on a quiet machine a few milliseconds may become seven times as many. Where it is, the baseline is measured once more: a machine that others use as well may have become slower for
 * everybody meanwhile.
 */
export async function againstLatency(
  p95: number,
  baseline: number,
  measureAgain: () => Promise<number>,
): Promise<string[]> {
  if (p95 <= bound(baseline)) return [];
  const again = await measureAgain();
  return p95 <= bound(again)
    ? []
    : [`p95 is ${p95.toFixed(1)} ms, it was ${baseline.toFixed(1)} and is ${again.toFixed(1)} ms without`];
}

function bound(baseline: number): number {
  return Math.max(2 * baseline, UNNOTICED_MS);
}
