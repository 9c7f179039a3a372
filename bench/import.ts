import { JobAcceptedSchema } from '../contracts/jobs.ts';
import { parse, TwinClient } from '../dev/client.ts';
import { toFillsExport } from '../dev/coinbase/fills-export.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { readFeed } from './feed-reader.ts';
import { median } from './quantile.ts';

/** `npm run bench:import -- 10000` */
const FILLS = Number(process.argv[2] ?? 1_000);
const ROUNDS = 3;
const BUDGET_S = FILLS <= 1_000 ? 5 : 30;
const SOURCES = ['coinbase', 'file'] as const;
type Source = (typeof SOURCES)[number];

/** From the click on Import to the last reflection on the socket, each round on a fresh stack and a fresh account. */
async function round(source: Source): Promise<{ seconds: number; reflections: number }> {
  const stack = await startProductionStack();
  try {
    const { control } = stack.simulators.coinbase;
    control.account('bench', 1);
    const client = new TwinClient(stack.origin);
    await client.enter({ email: 'bench@example.com', password: 'benchmarks need no secret' });
    await client.connectCoinbase('bench');
    await client.untilScored(await client.importFills());
    const fills = control.addFills('bench', FILLS);
    const file = toFillsExport(fills);
    const feed = await readFeed(client);
    const clicked = performance.now();
    const job = source === 'file' ? upload(client, file) : client.importFills();
    const { progress } = await client.untilScored(await job, 10 * BUDGET_S * 1_000);
    const last = await feed.untilReflections(progress.inserted);
    feed.close();
    return { seconds: (last - clicked) / 1000, reflections: progress.inserted };
  } finally {
    await stack.stop();
  }
}

async function upload(client: TwinClient, text: string): Promise<string> {
  return (await parse(await client.uploadFile('fills.csv', text), JobAcceptedSchema)).jobId;
}

let isWithin = true;
for (const source of SOURCES) {
  const rounds = [];
  for (let at = 0; at < ROUNDS; at += 1) rounds.push(await round(source));
  const seconds = median(rounds.map((result) => result.seconds));
  isWithin &&= seconds <= BUDGET_S;
  console.log(
    `${source}: ${rounds[0]?.reflections} reflections, click to last: ${rounds.map((r) => r.seconds.toFixed(2)).join(' / ')} s`,
  );
  console.log(
    `${source}: median ${seconds.toFixed(2)} s of ${BUDGET_S} s (${((100 * seconds) / BUDGET_S).toFixed(0)} %)`,
  );
}
process.exit(isWithin ? 0 : 1);
