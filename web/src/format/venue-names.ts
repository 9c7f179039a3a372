import type { Broker } from '../../../contracts/brokers.ts';

/** How a trader calls a venue. The server names those that it lists; files come from more. */
export const VENUE_NAMES: Readonly<Record<Broker, string>> = {
  coinbase: 'Coinbase',
  binance: 'Binance',
  kraken: 'Kraken',
  kucoin: 'KuCoin',
  bybit: 'Bybit',
  other: 'Another venue',
};
