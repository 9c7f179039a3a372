import { brokerCircuit } from '../../durable/stub.ts';
import { guarded } from '../brokers/guard.ts';
import type { BrokerAdapter } from '../brokers/port.ts';
import { adapterOf } from '../brokers/registry.ts';
import type { Context } from '../context.ts';

/** A broker behind its circuit breaker; undefined for one that this deployment does not read. */
export function brokerOf(ctx: Context, broker: string): BrokerAdapter | undefined {
  const adapter = adapterOf(ctx.config, broker);
  return adapter && guarded(adapter, brokerCircuit(ctx.env, broker));
}
