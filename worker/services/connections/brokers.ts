import type { Broker } from '../../../contracts/brokers.ts';
import { brokerCircuit } from '../../../durable/stub.ts';
import { guarded } from '../../brokers/guard.ts';
import { request } from '../../brokers/http.ts';
import type { BrokerAdapter } from '../../brokers/port.ts';
import { adapterOf } from '../../brokers/registry.ts';
import type { Context } from '../../context.ts';

/** A broker behind its circuit breaker, for what jobs read of it; undefined for one that this deployment does not read. */
export function brokerOf(ctx: Context, broker: Broker): BrokerAdapter | undefined {
  return adapterOf(ctx.config, broker, guarded(request, brokerCircuit(ctx.env, broker)));
}
