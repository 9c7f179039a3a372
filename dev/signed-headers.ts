import { createHash } from 'node:crypto';
import { signLines } from '../worker/security/service-signature.ts';

/** The headers of a request between services, as another service would make them. `nonce` is good once. */
export function signedHeaders(
  { keyId, secret }: { keyId: string; secret: string },
  {
    method,
    path,
    body,
    nonce,
    timestamp = String(Math.floor(Date.now() / 1000)),
  }: { method: string; path: string; body: string; nonce: string; timestamp?: string },
): Record<string, string> {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return {
    'content-type': 'application/json',
    'x-keyid': keyId,
    'x-timestamp': timestamp,
    'x-nonce': nonce,
    'x-signature': signLines(secret, { timestamp, method, path, nonce, bodyHash }),
  };
}
