import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { z } from 'zod';
import { brokerCircuit } from '../../durable/stub.ts';
import { configOf } from '../../worker/env.ts';

const LogSchema = z.object({
  requests: z.array(
    z.object({ path: z.string(), query: z.record(z.string(), z.string()), status: z.number() }),
  ),
});
export type Logged = z.output<typeof LogSchema>['requests'][number];

/** The test's hands on the simulated vendors of candles. */
export async function steerVendors(fault: Record<string, unknown>): Promise<Response> {
  return fetch(`${configOf(env).CANDLE_VENDOR_URL}/_sim/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
}

/** What the simulated vendors, or the simulated Coinbase, were asked since then. */
export async function askedOf(who: 'vendors' | 'coinbase', since: number): Promise<Logged[]> {
  const url = who === 'coinbase' ? env.COINBASE_API_URL : configOf(env).CANDLE_VENDOR_URL;
  const answer = await fetch(`${url}/_sim/log?since=${since}`);
  return LogSchema.parse(await answer.json()).requests;
}

/** No fault and no open circuit is left for the next test. */
export async function healVendors(): Promise<void> {
  await fetch(`${configOf(env).CANDLE_VENDOR_URL}/_sim/faults`, { method: 'DELETE' });
  for (const vendor of ['bitstamp', 'twelvedata']) {
    await runInDurableObject(brokerCircuit(env, `vendor:${vendor}`), (_, { storage }) => storage.deleteAll());
  }
}
