import { z } from 'zod';
import { fail, ok, type Result } from '../../result.ts';
import type { BrokerFailure, KeyPermissions } from '../port.ts';
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
export async function keyPermissions(
  api: CoinbaseApi,
  key: { key: string; secret: string },
): Promise<Result<KeyPermissions, BrokerFailure>> {
  const answer = await api.get(
    { kind: 'api_key', ...key },
    '/api/v3/brokerage/key_permissions',
    {},
    KeyPermissionsSchema,
  );
  if (!answer.ok) return answer;
  const may = answer.value;
  if (!may.can_view) return fail({ kind: 'unauthorized' });
  return ok({
    scope: ['can_view', ...EXCESS.map(([name]) => name).filter((name) => may[name])].join(' '),
    excess: EXCESS.filter(([name]) => may[name]).map(([, words]) => words),
  });
}
