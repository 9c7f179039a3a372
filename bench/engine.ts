import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './median.ts';

/** CPU of scoring a trade, all in: a fresh process each, so that the compiler's warming up is in it. */

const BUDGET_MS = 0.1;
const HEAP_MB = 128;
const ROUNDS = 3;
const CASES = [
  { trades: 1_000, months: 2 },
  { trades: 100_000, months: 12 },
];

export type EngineRun = { cpuMs: number; heapMb: number; labels: number };
export type PeerRun = { cpuMs: number; trades: number };

function run<Result>(script: string, ...args: (string | number)[]): Result {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const node = [`--max-old-space-size=${HEAP_MB}`, '--expose-gc', path, ...args.map(String)];
  return JSON.parse(execFileSync(process.execPath, node, { encoding: 'utf8' }));
}

let kept = true;
for (const { trades, months } of CASES) {
  const ours: number[] = [];
  const peers: number[] = [];
  let heapMb = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = () => {
      const result = run<EngineRun>('./engine/score.ts', trades, months);
      ours.push(result.cpuMs / trades);
      heapMb = Math.max(heapMb, result.heapMb);
    };
    const peer = () => {
      const result = run<PeerRun>('./engine/peer.ts', trades, months);
      peers.push(result.cpuMs / result.trades);
    };
    // Alternated, so that neither always runs on a warmer machine.
    for (const measure of round % 2 === 0 ? [engine, peer] : [peer, engine]) measure();
  }
  const [own, peer] = [median(ours), median(peers)];
  kept &&= own <= BUDGET_MS && heapMb <= HEAP_MB;
  console.log(
    `${trades.toLocaleString('en')} trades, 20 products, ${months} months: ${own.toFixed(4)} ms CPU a trade of ${BUDGET_MS} ms ` +
      `(${ours.map((ms) => ms.toFixed(4)).join(' / ')}), at most ${heapMb.toFixed(0)} MB of ${HEAP_MB} MB`,
  );
  console.log(
    `  technicalindicators, the four indicators of a trade from scratch: ${peer.toFixed(3)} ms a trade, ${(peer / own).toFixed(1)} times as much`,
  );
}
process.exit(kept ? 0 : 1);
