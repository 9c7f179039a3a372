import { decodeBase64urlIgnorePadding, encodeBase64urlNoPadding } from '@oslojs/encoding';

const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const VERSION = 'v1';

/** Where a sealed value belongs. It is the associated data: a value moved to another user, row or column does not open. */
export interface SealedPlace {
  userId: string;
  rowId: string;
  column: string;
}

/** AES-256-GCM with a random 96-bit nonce. Answers `v1.nonce.ciphertext`, base64url. */
export async function seal(key: string, place: SealedPlace, plain: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: associatedData(place) },
    await importKey(key),
    new TextEncoder().encode(plain),
  );
  return [VERSION, encodeBase64urlNoPadding(nonce), encodeBase64urlNoPadding(new Uint8Array(sealed))].join(
    '.',
  );
}

/** null where the value was tampered with, cut, moved from its place, or sealed with another key. */
export async function unseal(key: string, place: SealedPlace, sealed: string): Promise<string | null> {
  const [version, nonce, body] = sealed.split('.');
  if (version !== VERSION || !nonce || !body) return null;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: bytesOf(nonce), additionalData: associatedData(place) },
      await importKey(key),
      bytesOf(body),
    );
    return new TextDecoder().decode(plain);
  } catch {
    // WebCrypto tells an authentication failure only by throwing; the caller decides what a value that does not open means.
    return null;
  }
}

async function importKey(key: string): Promise<CryptoKey> {
  const bytes = bytesOf(key);
  if (bytes.length !== KEY_BYTES) throw new Error('TOKEN_KEY is not 32 bytes of base64url.');
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function associatedData({ userId, rowId, column }: SealedPlace): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([userId, rowId, column]));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(decodeBase64urlIgnorePadding(text));
}
