import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './quantile.ts';

/**
 * CPU of scoring a trade, all in, the collector's and the compiler's threads too, in a heap that is limited to a Worker's 128 MB. A short
 * history is scored in a warm isolate as well as in a cold one; over a long one the warming up does not matter.
 */

const BUDGET_MS = 0.1;
const HEAP_MB = 128;
const ROUNDS = 3;
const CASES = [
  { trades: 1_000, months: 2, repeats: 12 },
  { trades: 100_000, months: 12, repeats: 1 },
];

export type EngineRun = { cpuMs: number[] };
export type PeerRun = { cpuMs: number; trades: number };

function run<Result>(script: string, ...args: number[]): Result {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const node = [`--max-old-space-size=${HEAP_MB}`, path, ...args.map(String)];
  return JSON.parse(execFileSync(process.execPath, node, { encoding: 'utf8' }));
}

let kept = true;
for (const { trades, months, repeats } of CASES) {
  const [warm, cold, peers]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = () => {
      const { cpuMs } = run<EngineRun>('./engine/score.ts', trades, months, repeats);
      cold.push((cpuMs[0] ?? Number.NaN) / trades);
      // The compiler is busy with the first half, on threads of its own.
      warm.push(median(cpuMs.slice(Math.floor(repeats / 2))) / trades);
    };
    const peer = () => {
      const result = run<PeerRun>('./engine/peer.ts', trades, months);
      peers.push(result.cpuMs / result.trades);
    };
    // Alternated, so that neither always runs on a warmer machine.
    for (const measure of round % 2 === 0 ? [engine, peer] : [peer, engine]) measure();
  }
  const [own, peer] = [median(warm), median(peers)];
  kept &&= own <= BUDGET_MS;
  console.log(
    `${trades.toLocaleString('en')} trades, 20 products, ${months} months, heap of ${HEAP_MB} MB: ${own.toFixed(4)} ms CPU a trade of ${BUDGET_MS} ms ` +
      `(${warm.map((ms) => ms.toFixed(4)).join(' / ')})${repeats > 1 ? `; the first time in a fresh process ${median(cold).toFixed(4)} ms` : ''}`,
  );
  console.log(
    `  technicalindicators, the four indicators of a trade from scratch: ${peer.toFixed(3)} ms a trade, ${(peer / own).toFixed(1)} times as much`,
  );
}
process.exit(kept ? 0 : 1);
