import { decodeBase64urlIgnorePadding, encodeBase64urlNoPadding } from '@oslojs/encoding';

const NONCE_BYTES = 12;
const KEY_BYTES = 32;

/**
 * AES-256-GCM with a random 96-bit nonce; `bound` is authenticated with it and not kept. Answers `nonce.ciphertext`, base64url.
 * Throws where the key is not 32 bytes.
 */
export async function encrypt(key: Uint8Array, bound: string, plain: Uint8Array): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const body = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(bound) },
    await importKey(key),
    new Uint8Array(plain),
  );
  return `${encodeBase64urlNoPadding(nonce)}.${encodeBase64urlNoPadding(new Uint8Array(body))}`;
}

/** null where the value was tampered with or cut, is bound to something else, or was made with another key. */
export async function decrypt(key: Uint8Array, bound: string, sealed: string): Promise<Uint8Array | null> {
  const [nonce, body, ...rest] = sealed.split('.');
  if (!nonce || !body || rest.length > 0) return null;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytesOf(nonce), additionalData: new TextEncoder().encode(bound) },
      await importKey(key),
      bytesOf(body),
    );
    return new Uint8Array(plain);
  } catch {
    // WebCrypto tells an authentication failure only by throwing; the caller decides what a value that does not open means.
    return null;
  }
}

export function newKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

async function importKey(key: Uint8Array): Promise<CryptoKey> {
  if (key.length !== KEY_BYTES) throw new Error('A key is not 32 bytes.');
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(decodeBase64urlIgnorePadding(text));
}
