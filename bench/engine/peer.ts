import { ATR, BollingerBands, RSI, SMA } from 'technicalindicators';
import type { PeerRun } from '../engine.ts';
import { makeTrading } from './trading.ts';

/** The four indicators of each trade from the 30 days before it, as one would without an engine. Of 1,000 trades, as each costs the same. */
const [trades = 1_000, months = 2] = process.argv.slice(2).map(Number);
const WINDOW_BARS = 720;
const MEASURED = 1_000;

const { fills, months: candles } = makeTrading(trades, months);
const series = new Map(
  [...candles].map(([symbol, snapshots]) => [symbol, snapshots.flatMap((month) => month.candles)]),
);
const step = Math.max(1, Math.floor(fills.length / MEASURED));
const sample = fills.filter((_, at) => at % step === 0);

const before = process.cpuUsage();
let sum = 0;
for (const { symbol, ts } of sample) {
  const bars = series.get(symbol) ?? [];
  const until = Math.floor((ts - (bars[0]?.ts ?? 0)) / 3_600_000);
  const window = bars.slice(Math.max(0, until - WINDOW_BARS), until);
  const close = window.map((bar) => bar.close);
  const [high, low] = [window.map((bar) => bar.high), window.map((bar) => bar.low)];
  sum += RSI.calculate({ period: 14, values: close }).at(-1) ?? 0;
  sum += ATR.calculate({ period: 14, high, low, close }).at(-1) ?? 0;
  sum += BollingerBands.calculate({ period: 20, stdDev: 2, values: close }).at(-1)?.upper ?? 0;
  sum += SMA.calculate({ period: 20, values: close }).at(-1) ?? 0;
}
const { user, system } = process.cpuUsage(before);
if (!Number.isFinite(sum)) throw new Error('the peer computed nothing');
const result: PeerRun = { cpuMs: (user + system) / 1000, trades: sample.length };
console.log(JSON.stringify(result));
