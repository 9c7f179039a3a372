import type { ZodType, z } from 'zod';
import { fail, ok, type Result } from '../../result.ts';
import { getJson, type Send } from '../http.ts';
import type { BrokerFailure, Credentials } from '../port.ts';
import { newNonce, signJwt } from './jwt.ts';

type Query = Record<string, string | null>;

/** A GET of api.coinbase.com, answered by its schema. */
export interface CoinbaseApi {
  /** Needs nobody's permission. */
  getPublic<Schema extends ZodType>(
    path: string,
    query: Query,
    schema: Schema,
  ): Promise<Result<z.output<Schema>, BrokerFailure>>;
  /** Of one trader's account. A key that is not of its form is `unauthorized`, and nothing is asked. */
  get<Schema extends ZodType>(
    credentials: Credentials,
    path: string,
    query: Query,
    schema: Schema,
  ): Promise<Result<z.output<Schema>, BrokerFailure>>;
}

/** The v2 endpoints change with this date; open clients pin the same one. */
const V2_VERSION = { 'cb-version': '2018-05-30' };

export function coinbaseApi(origin: string, send: Send): CoinbaseApi {
  return {
    getPublic: (path, query, schema) => getJson(send, urlOf(origin, path, query), {}, schema),
    async get(credentials, path, query, schema) {
      const url = urlOf(origin, path, query);
      const token = await tokenFor(credentials, url);
      if (!token.ok) return token;
      const headers = { authorization: `Bearer ${token.value}`, ...(path.startsWith('/v2/') && V2_VERSION) };
      return getJson(send, url, headers, schema);
    },
  };
}

async function tokenFor(credentials: Credentials, url: URL): Promise<Result<string, BrokerFailure>> {
  if (credentials.kind === 'oauth2') return ok(credentials.accessToken);
  const { key, secret } = credentials;
  const signed = await signJwt({ key, secret, method: 'GET', url, now: new Date(), nonce: newNonce() });
  return signed.ok ? signed : fail({ kind: 'unauthorized' });
}

/** A parameter that is null is left out. */
function urlOf(origin: string, path: string, query: Query): URL {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return url;
}
