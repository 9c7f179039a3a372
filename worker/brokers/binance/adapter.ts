import Big from 'big.js';
import type { Config } from '../../env.ts';
import { ok } from '../../result.ts';
import type { Send } from '../http.ts';
import type { BrokerAdapter } from '../port.ts';
import { readActivity } from './activity.ts';
import { candlesOf } from './candles.ts';
import { binanceClient } from './client.ts';
import { permissionsOf, RestrictionsSchema } from './permissions.ts';
import { AccountSchema } from './schema.ts';

/**
 * Binance Spot, read by a key of the trader's own that may do nothing but read. Facts: binance-spot-api-docs and the wallet and convert APIs of
 * developers.binance.com.
 */
export function binance(config: Config, send: Send): BrokerAdapter {
  const client = binanceClient(config, send);

  return {
    broker: 'binance',
    name: 'Binance',
    oauth: null,
    apiKey: {
      async permissionsOf(key) {
        const credentials = { kind: 'api_key', ...key } as const;
        const answer = await client.account(
          credentials,
          '/sapi/v1/account/apiRestrictions',
          {},
          RestrictionsSchema,
        );
        return answer.ok ? permissionsOf(answer.value) : answer;
      },
    },
    fetchActivity: (request) => readActivity(client, request),
    async fetchBalances({ credentials }) {
      const path = '/api/v3/account';
      const answer = await client.account(credentials, path, { omitZeroBalances: 'true' }, AccountSchema);
      if (!answer.ok) return answer;
      return ok(
        answer.value.balances
          .map(({ asset, free, locked }) => ({ asset, qty: new Big(free).plus(locked).toFixed() }))
          .filter(({ qty }) => qty !== '0'),
      );
    },
    candles: candlesOf(client),
  };
}
