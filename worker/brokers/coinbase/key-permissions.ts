import { z } from 'zod';
import { fail, ok } from '../../result.ts';
import type { ApiKeyPort } from '../port.ts';
import type { CoinbaseApi } from './api.ts';

/** `GET /api/v3/brokerage/key_permissions`. What is not said is not allowed. */
const KeyPermissionsSchema = z.object({
  can_view: z.boolean().default(false),
  can_trade: z.boolean().default(false),
  can_transfer: z.boolean().default(false),
});

const EXCESS = [
  ['can_trade', 'trade'],
  ['can_transfer', 'transfer money'],
] as const;

/** What a key may do beyond viewing, in plain words. A key that may not even view opens nothing: `unauthorized`. */
export function coinbaseKeys(api: CoinbaseApi): ApiKeyPort {
  return {
    async permissionsOf(key) {
      const credentials = { kind: 'api_key', ...key } as const;
      const path = '/api/v3/brokerage/key_permissions';
      const answer = await api.get(credentials, path, {}, KeyPermissionsSchema);
      if (!answer.ok) return answer;
      const may = answer.value;
      if (!may.can_view) return fail({ kind: 'unauthorized' });
      const excess = EXCESS.filter(([name]) => may[name]);
      return ok({
        scope: ['can_view', ...excess.map(([name]) => name)].join(' '),
        excess: excess.map(([, words]) => words),
      });
    },
  };
}
