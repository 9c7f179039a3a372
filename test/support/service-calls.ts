import { env } from 'cloudflare:workers';
import { signedHeaders } from '../../dev/signed-headers.ts';
import { app } from '../../worker/app.ts';
import { ORIGIN } from './trader.ts';

export const ONE = { keyId: 'one', secret: 'a'.repeat(43) };
export const TWO = { keyId: 'two', secret: 'b'.repeat(43) };

export const newNonce = () => crypto.randomUUID();

/** The headers of a request as another service would make them. */
export function sign(parts: {
  path: string;
  body: string;
  method?: string;
  nonce?: string;
  timestamp?: string;
  key?: typeof ONE;
}): Record<string, string> {
  const { key = ONE, ...lines } = parts;
  return signedHeaders(key, { method: 'POST', nonce: newNonce(), ...lines });
}

export interface Sending {
  path: string;
  body: string;
  method?: string;
  cf?: Record<string, unknown>;
  vars?: Record<string, string>;
}

/** Sends it to the Worker under test, which knows both keys; `vars` go over its own. */
export async function send(
  headers: Record<string, string>,
  { path, method = 'POST', body, cf, vars = {} }: Sending,
): Promise<Response> {
  const init = { method, headers, ...(method === 'POST' && { body }), ...(cf && { cf }) };
  const keys = `one:${ONE.secret},two:${TWO.secret}`;
  const bindings = { ...env, SERVICE_KEYS: keys, SERVICE_AUTH: 'hmac', ...vars };
  return app.fetch(new Request(ORIGIN + path, init), bindings);
}

/** A good request and its answer. */
export function ask(path: string, request: unknown): Promise<Response> {
  const body = JSON.stringify(request);
  return send(sign({ path, body }), { path, body });
}
