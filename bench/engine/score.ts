import { scoreTrader } from '../../domain/engine/score-trader.ts';
import { productKey } from '../../domain/engine/trader.ts';
import { openMarket } from '../../domain/market/product-market.ts';
import type { EngineRun } from '../engine.ts';
import { makeTrading } from './trading.ts';

/** Scores a made-up trader once, from candles and raw fills to words, and prints CPU and the most that lay on the heap. */
const [trades = 1_000, months = 2] = process.argv.slice(2).map(Number);
const { fills, months: candles } = makeTrading(trades, months);

const HEAP_EVERY = 5_000;
let heap = 0;
const before = process.cpuUsage();
let gcMicros = 0;
const products = new Map(
  [...candles].map(([symbol, snapshots]) => [productKey('coinbase', symbol), openMarket(snapshots)]),
);
candles.clear();
const scored = scoreTrader(
  {
    fills,
    timezone: 'Europe/Berlin',
    matching: 'fifo',
    enteredCosts: new Map(),
    votes: [],
    resets: { thresholds: [], feedback: [] },
  },
  { products, outages: new Set(), now: Number.MAX_SAFE_INTEGER },
  () => true,
);
let [count, labels] = [0, 0];
for (const { tags } of scored) {
  count += 1;
  labels += tags.length;
  if (count % HEAP_EVERY !== 0) continue;
  const start = process.cpuUsage();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  heap = Math.max(heap, heapUsed + external);
  const spent = process.cpuUsage(start);
  gcMicros += spent.user + spent.system;
}
const { user, system } = process.cpuUsage(before);
if (count !== trades) throw new Error(`${count} of ${trades} trades were scored`);
const result: EngineRun = {
  cpuMs: (user + system - gcMicros) / 1000,
  heapMb: Math.max(heap, process.memoryUsage().heapUsed) / 2 ** 20,
  labels,
};
console.log(JSON.stringify(result));
