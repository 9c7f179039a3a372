import { constantTimeEqual } from '@oslojs/crypto/subtle';
import { macBase64url } from './hashes.ts';

/** What a link opens, for whom, and until when (Unix seconds). */
export interface SignedLink {
  userId: string;
  jobId: string;
  expires: number;
}

/** The signature of a link to an export's file. Its key is derived, so that no other use of the secret can be made to sign one. */
export function signLink(secret: string, link: SignedLink): string {
  const key = macBase64url(secret, 'key of links to exports, 1');
  return macBase64url(key, JSON.stringify([link.userId, link.jobId, link.expires]));
}

/** Whether a link was made here, for this user and this file, and is still good. `expires` is what the address tells. */
export function opensLink(
  secret: string,
  given: { userId: string; jobId: string; expires: string; signature: string },
  now: Date,
): boolean {
  const { userId, jobId, expires, signature } = given;
  if (!/^[1-9]\d{0,10}$/.test(expires)) return false;
  const encoder = new TextEncoder();
  const wanted = signLink(secret, { userId, jobId, expires: Number(expires) });
  const isOurs = constantTimeEqual(encoder.encode(wanted), encoder.encode(signature));
  return isOurs && Number(expires) * 1000 > now.getTime();
}
