import type { Config } from '../../env.ts';
import type { Send } from '../http.ts';
import type { BrokerAdapter } from '../port.ts';
import { fetchActivity } from './activity.ts';
import { coinbaseApi } from './api.ts';
import { fetchBalances } from './balances.ts';
import { coinbaseCandles } from './candles.ts';
import { coinbaseKeys } from './key-permissions.ts';
import { coinbaseOauth } from './oauth.ts';

/**
 * Coinbase: Advanced Trade, and of the older v2 what moves an account without being a trade; read by OAuth or by a trader's own CDP key. Facts:
 * docs.cdp.coinbase.com. Its API is asked through `send`; the log-in is another host and is asked as it is.
 */
export function coinbase(config: Config, send: Send): BrokerAdapter {
  const api = coinbaseApi(config.COINBASE_API_URL, send);
  return {
    broker: 'coinbase',
    name: 'Coinbase',
    oauth: config.COINBASE_CLIENT_ID === '' ? null : coinbaseOauth(config),
    apiKey: coinbaseKeys(api),
    fetchActivity: ({ cursor, ...reader }) => fetchActivity({ api, ...reader }, cursor),
    fetchBalances: ({ credentials }) => fetchBalances(api, credentials),
    candles: coinbaseCandles(api),
  };
}
