import { TwinClient } from '../dev/client.ts';
import type { ProductionStack } from '../dev/production-stack.ts';

const FILLS = 10_000;
const IMPORT_PATIENCE_MS = 300_000;

/** A trader in Berlin with 10,000 fills, all of them scored. Prints how many trades that makes. */
export async function importLargeTrader(stack: ProductionStack): Promise<TwinClient> {
  stack.simulators.coinbase.control.account('bench', FILLS);
  const client = new TwinClient(stack.origin);
  await client.enter({
    email: 'bench@example.com',
    password: 'benchmarks need no secret',
    timezone: 'Europe/Berlin',
  });
  await client.connectCoinbase('bench');
  const { progress } = await client.untilScored(await client.importFills(), IMPORT_PATIENCE_MS);
  console.log(`${progress.inserted} trades`);
  return client;
}
