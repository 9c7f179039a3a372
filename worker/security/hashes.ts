import { hmac } from '@oslojs/crypto/hmac';
import { SHA256, sha256 } from '@oslojs/crypto/sha2';
import { encodeBase64urlNoPadding, encodeHexLowerCase } from '@oslojs/encoding';

const bytes = (text: string) => new TextEncoder().encode(text);

export function sha256Hex(text: string): string {
  return encodeHexLowerCase(sha256(bytes(text)));
}

/** A keyed hash in hex, for addresses and user agents: without the pepper it cannot be searched. */
export function pepperedHash(pepper: string, text: string): string {
  return encodeHexLowerCase(hmac(SHA256, bytes(pepper), bytes(text)));
}

export function macBase64url(key: string, text: string): string {
  return encodeBase64urlNoPadding(hmac(SHA256, bytes(key), bytes(text)));
}

/** 256 random bits as base64url. */
export function randomToken(): string {
  return encodeBase64urlNoPadding(crypto.getRandomValues(new Uint8Array(32)));
}

export async function sha256HexOfBytes(data: ArrayBuffer): Promise<string> {
  return encodeHexLowerCase(new Uint8Array(await crypto.subtle.digest('SHA-256', data)));
}
