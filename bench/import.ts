import { TwinClient } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { readFeed } from './feed-reader.ts';
import { median } from './median.ts';

const FILLS = Number(process.argv[2] ?? 1_000);
const ROUNDS = 3;
const BUDGET_S = 5;

/** From the click on Import to the last reflection on the socket, each round on a fresh stack and a fresh account. */
async function round(): Promise<{ seconds: number; reflections: number }> {
  const stack = await startProductionStack();
  try {
    stack.simulators.coinbase.control.account('bench', 1);
    const client = new TwinClient(stack.origin);
    await client.enter({ email: 'bench@example.com', password: 'benchmarks need no secret' });
    await client.connectCoinbase('bench');
    await client.untilScored(await client.importFills());
    await fetch(`${stack.simulators.coinbase.apiUrl}/_sim/accounts/bench/fills`, {
      method: 'POST',
      body: JSON.stringify({ count: FILLS }),
      headers: { 'content-type': 'application/json' },
    });
    const feed = await readFeed(client);
    const clicked = performance.now();
    const job = client.importFills();
    const { progress } = await client.untilScored(await job);
    const last = await feed.untilReflections(progress.inserted);
    feed.close();
    return { seconds: (last - clicked) / 1000, reflections: progress.inserted };
  } finally {
    await stack.stop();
  }
}

const rounds = [];
for (let at = 0; at < ROUNDS; at += 1) rounds.push(await round());
const seconds = median(rounds.map((result) => result.seconds));
console.log(
  `${rounds[0]?.reflections} reflections, click to last: ${rounds.map((r) => r.seconds.toFixed(2)).join(' / ')} s`,
);
console.log(
  `median ${seconds.toFixed(2)} s of ${BUDGET_S} s for 1,000 fills (${((100 * seconds) / BUDGET_S).toFixed(0)} %)`,
);
process.exit(seconds <= BUDGET_S ? 0 : 1);
