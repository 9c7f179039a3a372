import type { SimRequest } from '../simulator/exchange.ts';
import type { Grants } from './grants.ts';
import type { ApiKey, ApiKeys } from './keys.ts';
import { bearerOf } from './token.ts';

export interface AccessDeps {
  grants: Grants;
  keys: ApiKeys;
}

export type Access =
  | { ok: true; account: string; scope: string; key?: ApiKey }
  | { ok: false; reason: 'invalid_token' | 'expired_token' | 'revoked_token' };

/** All that a key which may view has the permission for; OAuth gives these one by one. */
const VIEW_SCOPE = 'wallet:accounts:read wallet:transactions:read';

/** Whose account a request may see: by the token of a grant, or by the JWT of a key. */
export function accessOf({ grants, keys }: AccessDeps, request: SimRequest): Access {
  const token = bearerOf(request) ?? '';
  // A JWT has three parts, a grant's token two.
  if (token.split('.').length !== 3) return grants.check(token);
  const key = keys.check(token, request);
  if (!key) return { ok: false, reason: 'invalid_token' };
  return { ok: true, account: key.account, scope: key.canView ? VIEW_SCOPE : '', key };
}
