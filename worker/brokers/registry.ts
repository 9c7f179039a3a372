import type { Broker, BrokerDto } from '../../contracts/brokers.ts';
import type { Config } from '../env.ts';
import { coinbase } from './coinbase/adapter.ts';
import { request, type Send } from './http.ts';
import type { BrokerAdapter } from './port.ts';

const ADAPTERS: Partial<Record<Broker, (config: Config, send: Send) => BrokerAdapter>> = { coinbase };

/** The adapter of a broker that this deployment reads; undefined for one whose fills come as files only. */
export function adapterOf(config: Config, broker: Broker, send: Send = request): BrokerAdapter | undefined {
  return ADAPTERS[broker]?.(config, send);
}

/** The brokers that can be connected, and how. One that this deployment is not set up for is named all the same. */
export function brokerList(config: Config): BrokerDto[] {
  return Object.values(ADAPTERS).map((open) => {
    const { broker, name, oauth, apiKey } = open(config, request);
    const auth: BrokerDto['auth'] = [
      ...(oauth ? ['oauth2' as const] : []),
      ...(apiKey ? ['api_key' as const] : []),
    ];
    return { broker, name, auth, enabled: auth.length > 0 };
  });
}
