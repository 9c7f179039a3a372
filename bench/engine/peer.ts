import { ATR, BollingerBands, RSI, SMA } from 'technicalindicators';
import type { PeerRun } from '../engine.ts';
import { makeTrading } from './trading.ts';

/**
 * The four indicators of each trade from as many hours before it as each needs, as one would without an engine. Of 1,000 trades, as each costs the
 * same, and in a process that has done so before.
 */
const [trades = 1_000, months = 2] = process.argv.slice(2).map(Number);
const MEASURED = 1_000;
/** Wilder's averages begin with the first bar and forget it in time. */
const SMOOTHED_BARS = 250;
const PLAIN_BARS = 20;

const { fills, months: candles } = makeTrading(trades, months);
const series = new Map(
  [...candles].map(([symbol, snapshots]) => [symbol, snapshots.flatMap((month) => month.candles)]),
);
const step = Math.max(1, Math.floor(fills.length / MEASURED));
const sample = fills.filter((_, at) => at % step === 0);

calculate();
const before = process.cpuUsage();
calculate();
const { user, system } = process.cpuUsage(before);
const result: PeerRun = { cpuMs: (user + system) / 1000, trades: sample.length };
console.log(JSON.stringify(result));

function calculate(): void {
  let sum = 0;
  for (const { symbol, ts } of sample) {
    const bars = series.get(symbol) ?? [];
    const until = Math.floor((ts - (bars[0]?.ts ?? 0)) / 3_600_000);
    const window = bars.slice(Math.max(0, until - SMOOTHED_BARS), until);
    const close = window.map((bar) => bar.close);
    const [high, low] = [window.map((bar) => bar.high), window.map((bar) => bar.low)];
    sum += RSI.calculate({ period: 14, values: close }).at(-1) ?? 0;
    sum += ATR.calculate({ period: 14, high, low, close }).at(-1) ?? 0;
    const last = close.slice(-PLAIN_BARS);
    sum += BollingerBands.calculate({ period: PLAIN_BARS, stdDev: 2, values: last }).at(-1)?.upper ?? 0;
    sum += SMA.calculate({ period: PLAIN_BARS, values: last }).at(-1) ?? 0;
  }
  if (!Number.isFinite(sum)) throw new Error('the peer computed nothing');
}
