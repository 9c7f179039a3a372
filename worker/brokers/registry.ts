import type { Broker, BrokerDto } from '../../contracts/brokers.ts';
import type { Config } from '../env.ts';
import { coinbase } from './coinbase/adapter.ts';
import { request, type Send } from './http.ts';
import type { BrokerAdapter } from './port.ts';

/** The adapter of a broker that this deployment reads; undefined for one that it does not. */
export function adapterOf(config: Config, broker: string, send: Send = request): BrokerAdapter | undefined {
  return broker === 'coinbase' ? coinbase(config, send) : undefined;
}

/** Whether this deployment has what a new connection needs. Files and public candles are read without it. */
export function canConnect(config: Config, broker: Broker): boolean {
  return broker === 'coinbase' && config.COINBASE_CLIENT_ID !== '';
}

export function brokerList(config: Config): BrokerDto[] {
  return [
    { broker: 'coinbase', name: 'Coinbase', auth: ['oauth2'], enabled: canConnect(config, 'coinbase') },
  ];
}
