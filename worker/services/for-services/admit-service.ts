import { claimNonce } from '../../../db/queries/service-nonces.ts';
import type { Context } from '../../context.ts';
import { allowedNames, certifiedName } from '../../security/client-certificate.ts';
import { isSigned, keysOf, type SignatureClaim, TOLERANCE_S } from '../../security/service-signature.ts';

/** A nonce is remembered for longer than its time stamp is good, by any clock that may be behind. */
const NONCE_MARGIN_S = 60;

/** What a request shows of its sender. */
export interface ServiceCredentials {
  claim: SignatureClaim;
  /** `request.cf.tlsClientAuth` */
  certificate: unknown;
}

/**
 * Who is asking, by SERVICE_AUTH: the id of the key, or the certificate's name where that is all that is asked for. null: nobody who may.
 * The nonce comes last, when all else holds, so that nobody else can use one up or fill the table.
 */
export async function admitService(
  ctx: Context,
  { claim, certificate }: ServiceCredentials,
): Promise<string | null> {
  const { SERVICE_AUTH, SERVICE_KEYS, SERVICE_CLIENTS } = ctx.config;
  const name = certifiedName(certificate, allowedNames(SERVICE_CLIENTS));
  if (SERVICE_AUTH === 'mtls') return name;
  const signed = isSigned(keysOf(SERVICE_KEYS), claim, ctx.now().getTime());
  if (!signed || (SERVICE_AUTH === 'both' && name === null)) return null;
  const expiresAt = new Date((Number(claim.timestamp) + TOLERANCE_S + NONCE_MARGIN_S) * 1000);
  const { keyId, nonce } = claim;
  return (await claimNonce(ctx.db, { keyId, nonce, expiresAt })) ? keyId : null;
}
