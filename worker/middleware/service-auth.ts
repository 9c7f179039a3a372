import type { Context as HonoContext } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../problem.ts';
import { sha256HexOfBytes } from '../security/hashes.ts';
import type { SignatureClaim } from '../security/service-signature.ts';
import { admitService } from '../services/for-services/admit-service.ts';
import type { AppEnv } from './app-env.ts';

/** Other services only. Whatever is wrong with a request, the answer is the same. No cookie is looked at. */
export const requireService = createMiddleware<AppEnv>(async (c, next) => {
  const claim = await readClaim(c);
  const service =
    claim && (await admitService(c.get('ctx'), { claim, certificate: c.req.raw.cf?.tlsClientAuth }));
  if (!service) throw new ProblemError('signature_invalid');
  c.set('service', service);
  await next();
});

/** What is not there is empty, and signs nothing. null: with a query, which no line of the signature speaks for. */
async function readClaim(c: HonoContext<AppEnv>): Promise<SignatureClaim | null> {
  const { url, method } = c.req;
  const header = (name: string) => c.req.header(name) ?? '';
  if (url.includes('?')) return null;
  const host = url.indexOf('://') + 3;
  return {
    timestamp: header('x-timestamp'),
    method,
    // Not by URL, which would write it in another way than it was sent.
    path: url.slice(url.indexOf('/', host)),
    nonce: header('x-nonce'),
    bodyHash: await sha256HexOfBytes(await c.req.arrayBuffer()),
    keyId: header('x-keyid'),
    signature: header('x-signature'),
  };
}
