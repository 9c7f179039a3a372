import type { Broker, BrokerDto } from '../../contracts/brokers.ts';
import type { Config } from '../env.ts';
import { coinbase } from './coinbase/adapter.ts';
import type { BrokerAdapter } from './port.ts';

/** The adapter of a broker that this deployment reads; undefined for one that it does not. */
export function adapterOf(config: Config, broker: string): BrokerAdapter | undefined {
  return broker === 'coinbase' ? coinbase(config) : undefined;
}

export function brokerList(config: Config): BrokerDto[] {
  const list: { broker: Broker; name: string; auth: BrokerDto['auth']; enabled: boolean }[] = [
    { broker: 'coinbase', name: 'Coinbase', auth: ['oauth2'], enabled: config.COINBASE_CLIENT_ID !== '' },
  ];
  return list;
}
