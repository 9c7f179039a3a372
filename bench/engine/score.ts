import { scoreTrader } from '../../domain/engine/score-trader.ts';
import { productKey } from '../../domain/engine/trader.ts';
import { openMarket } from '../../domain/market/product-market.ts';
import type { EngineRun } from '../engine.ts';
import { makeTrading } from './trading.ts';

/** Scores a made-up trader, from candles and raw fills to words, several times over, and prints the CPU of each: the first is cold. */
const [trades = 1_000, months = 2, rounds = 1] = process.argv.slice(2).map(Number);

function score(): number {
  const { fills, months: candles } = makeTrading(trades, months);
  const before = process.cpuUsage();
  const products = new Map(
    [...candles].map(([symbol, snapshots]) => [productKey('coinbase', symbol), openMarket(snapshots)]),
  );
  candles.clear();
  const scored = scoreTrader(
    {
      fills,
      movements: [],
      timezone: 'Europe/Berlin',
      matching: 'fifo',
      enteredCosts: new Map(),
      votes: [],
      rules: [],
      resets: { thresholds: [], feedback: [] },
    },
    { products, outages: new Set(), now: Number.MAX_SAFE_INTEGER },
    () => true,
  );
  let count = 0;
  for (const { tags } of scored) count += Math.min(tags.length, 1);
  const { user, system } = process.cpuUsage(before);
  if (count !== trades) throw new Error(`${count} of ${trades} trades have a tag`);
  return (user + system) / 1000;
}

const cpuMs = Array.from({ length: rounds }, score);
const result: EngineRun = { cpuMs };
console.log(JSON.stringify(result));
