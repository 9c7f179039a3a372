import { BrokersResponseSchema } from '../contracts/brokers.ts';
import { parse, TwinClient } from './client.ts';
import type { CoinbaseSim } from './coinbase/sim.ts';

export const DEMO_ACCOUNT = { email: 'demo@example.com', password: 'a demo of thirty days' };

const TRADER = 'demo';
const FILLS = 400;

/**
 * The demo account: a trader's 30 days through spikes and crashes, brought in through the product's own front door
 * (sign-up, OAuth, import), so that it can hold nothing that a user's account could not.
 */
export async function seedDemo(origin: string, sim: CoinbaseSim): Promise<{ trades: number }> {
  sim.control.account(TRADER, FILLS);
  const client = new TwinClient(origin);
  await client.enter({ ...DEMO_ACCOUNT, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  const { connections } = await parse(await client.get('/api/brokers'), BrokersResponseSchema);
  if (!connections.some(({ status }) => status === 'active')) await client.connectCoinbase(TRADER);
  const { status, progress, error } = await client.untilScored(await client.importFills());
  if (status !== 'done') throw new Error(`its import ended as ${status}: ${error?.message}`);
  return { trades: progress.inserted + progress.duplicates };
}
