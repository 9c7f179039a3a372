import { constantTimeEqual } from '@oslojs/crypto/subtle';
import { macBase64url, randomToken } from './hashes.ts';

/** What a CSRF token is good for: one session, or one visitor who has none yet. */
export type CsrfBinding = { session: string } | { visitor: string };

/** `random.mac(binding, random)`: a pair of cookie and header that an attacker made up carries no valid mac. */
export function issueCsrfToken(secret: string, binding: CsrfBinding): string {
  const random = randomToken();
  return `${random}.${mac(secret, binding, random)}`;
}

export function isCsrfToken(secret: string, binding: CsrfBinding, token: string): boolean {
  const [random, given, ...rest] = token.split('.');
  if (!random || !given || rest.length > 0) return false;
  const encoder = new TextEncoder();
  return constantTimeEqual(encoder.encode(given), encoder.encode(mac(secret, binding, random)));
}

function mac(secret: string, binding: CsrfBinding, random: string): string {
  const bound = 'session' in binding ? `session:${binding.session}` : `visitor:${binding.visitor}`;
  return macBase64url(secret, `csrf:${bound}:${random}`);
}
