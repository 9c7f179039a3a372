import { decodeBase32IgnorePadding, encodeBase32UpperCaseNoPadding } from '@oslojs/encoding';
import { createTOTPKeyURI, verifyHOTP } from '@oslojs/otp';

const STEP_S = 30;
const DIGITS = 6;
/** As long as the hash, as RFC 4226 wants it. */
const SECRET_BYTES = 20;
const ISSUER = 'AI Trading Twin';

/** In base32, as people type it into an authenticator app. */
export function newTotpSecret(): string {
  return encodeBase32UpperCaseNoPadding(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** What a QR code holds. */
export function totpUri(secret: string, account: string): string {
  const uri = createTOTPKeyURI(ISSUER, account, decodeBase32IgnorePadding(secret), STEP_S, DIGITS);
  // Some apps show a plus where a space is meant.
  return uri.replaceAll('+', '%20');
}

/**
 * The step (RFC 6238: of 30 s since 1970) whose code this is, that of now or one beside it: clocks differ, and people type slowly. null: it is none of
 * the three. That a code is good once is up to who keeps the step.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const key = decodeBase32IgnorePadding(secret);
  const current = Math.floor(now.getTime() / (STEP_S * 1000));
  const matching = [current - 1, current, current + 1].filter((step) =>
    verifyHOTP(key, BigInt(step), DIGITS, code),
  );
  return matching.at(-1) ?? null;
}
