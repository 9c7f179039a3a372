import { hmac } from '@oslojs/crypto/hmac';
import { SHA256 } from '@oslojs/crypto/sha2';
import { constantTimeEqual } from '@oslojs/crypto/subtle';
import { encodeHexLowerCase } from '@oslojs/encoding';

/** How far a time stamp may lie from the clock here, both ways. */
export const TOLERANCE_S = 300;

const UNIX_SECONDS = /^[1-9]\d{9}$/;
const NONCE = /^[A-Za-z0-9_-]{16,128}$/;
/** An unknown key costs as much time as a known one. */
const NOBODYS_SECRET = '0'.repeat(43);

/** The five lines that a signature speaks for. */
export interface SignedLines {
  /** Unix seconds, as they were sent. */
  timestamp: string;
  method: string;
  /** As it was sent, without a query. */
  path: string;
  nonce: string;
  /** SHA-256 of the body, hex. */
  bodyHash: string;
}

export interface SignatureClaim extends SignedLines {
  keyId: string;
  signature: string;
}

/** Hex HMAC-SHA256, lower case, of the five lines joined by `\n`. The secret is taken as its text is, not decoded. */
export function signLines(secret: string, lines: SignedLines): string {
  const { timestamp, method, path, nonce, bodyHash } = lines;
  const text = [timestamp, method, path, nonce, bodyHash].join('\n');
  return encodeHexLowerCase(hmac(SHA256, bytes(secret), bytes(text)));
}

/**
 * Whether a claim holds at this time: a key that is in force, its signature to the letter, a time stamp that is near, a nonce of the right form.
 * All of it is looked at whatever fails, so that time tells nothing. Whether the nonce is new only the database knows.
 */
export function isSigned(keys: ReadonlyMap<string, string>, claim: SignatureClaim, nowMs: number): boolean {
  const secret = keys.get(claim.keyId);
  const isEqual = constantTimeEqual(
    bytes(signLines(secret ?? NOBODYS_SECRET, claim)),
    bytes(claim.signature),
  );
  const isNear =
    UNIX_SECONDS.test(claim.timestamp) &&
    Math.abs(Math.floor(nowMs / 1000) - Number(claim.timestamp)) <= TOLERANCE_S;
  const isNonce = NONCE.test(claim.nonce);
  return isEqual && isNear && isNonce && secret !== undefined;
}

/** The keys in force: `name:secret` with commas between them. */
export function keysOf(list: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const entry of list.split(',')) {
    const [name, secret] = entry.split(':');
    if (name && secret) keys.set(name, secret);
  }
  return keys;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
