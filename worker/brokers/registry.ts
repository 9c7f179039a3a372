import type { Broker, BrokerDto } from '../../contracts/brokers.ts';
import type { Config } from '../env.ts';
import { binance } from './binance/adapter.ts';
import { coinbase } from './coinbase/adapter.ts';
import { request, type Send } from './http.ts';
import type { BrokerAdapter } from './port.ts';

const ADAPTERS: Partial<Record<Broker, (config: Config, send: Send) => BrokerAdapter | undefined>> = {
  coinbase,
  // Where Binance is not licensed a deployment does not so much as name it.
  binance: (config, send) => (config.BINANCE_ENABLED === '1' ? binance(config, send) : undefined),
};

/** The adapter of a broker that this deployment reads; undefined for one whose fills come as files only. */
export function adapterOf(config: Config, broker: Broker, send: Send = request): BrokerAdapter | undefined {
  return ADAPTERS[broker]?.(config, send);
}

/** The brokers that can be connected, and how. One that this deployment is not set up for is named all the same. */
export function brokerList(config: Config): BrokerDto[] {
  return Object.values(ADAPTERS).flatMap((open) => {
    const adapter = open(config, request);
    if (!adapter) return [];
    const { broker, name, oauth, apiKey } = adapter;
    const auth: BrokerDto['auth'] = [
      ...(oauth ? ['oauth2' as const] : []),
      ...(apiKey ? ['api_key' as const] : []),
    ];
    return { broker, name, auth, enabled: auth.length > 0 };
  });
}
