import { decodeBase64IgnorePadding } from '@oslojs/encoding';
import { fail, ok, type Result } from '../../result.ts';

/** A key that signs, and how: ES256 is ECDSA on P-256 with SHA-256, EdDSA is Ed25519. */
export interface SigningKey {
  alg: 'ES256' | 'EdDSA';
  key: CryptoKey;
}

const SEED_BYTES = 32;
/** Seed and public key, one after the other: the form in which Coinbase gives Ed25519 keys. */
const SEED_AND_PUBLIC_BYTES = 64;

/** SEQUENCE { ecPublicKey, prime256v1 }, as RFC 5480 names them. */
const P256_ALGORITHM = [
  ...[0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
  ...[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
];
/** SEQUENCE { id-Ed25519 }, RFC 8410. */
const ED25519_ALGORITHM = [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70];
const VERSION_0 = [0x02, 0x01, 0x00];
const [SEQUENCE, OCTET_STRING] = [0x30, 0x04];

/**
 * The secret of a CDP API key: a P-256 key as PEM (SEC1 or PKCS#8, its line breaks real or written as the two characters \n), or an Ed25519 key as
 * base64 of its seed, with or without the public key after it. Anything else is `malformed`; nothing here throws.
 */
export async function readPrivateKey(secret: string): Promise<Result<SigningKey, 'malformed'>> {
  const text = secret.replaceAll('\\r', '').replaceAll('\\n', '\n').trim();
  const pem = /^-----BEGIN ((?:EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----$/.exec(text);
  if (pem) {
    const der = decodeBase64(pem[2] ?? '');
    if (der === null) return fail('malformed');
    return importKey('ES256', pem[1] === 'EC PRIVATE KEY' ? wrap(P256_ALGORITHM, der) : new Uint8Array(der));
  }
  const bytes = decodeBase64(text);
  if (bytes?.length !== SEED_BYTES && bytes?.length !== SEED_AND_PUBLIC_BYTES) return fail('malformed');
  // RFC 8410: the seed is an octet string within the octet string that holds the key.
  return importKey('EdDSA', wrap(ED25519_ALGORITHM, tlv(OCTET_STRING, bytes.subarray(0, SEED_BYTES))));
}

async function importKey(
  alg: SigningKey['alg'],
  pkcs8: Uint8Array<ArrayBuffer>,
): Promise<Result<SigningKey, 'malformed'>> {
  const algorithm = alg === 'ES256' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'Ed25519' };
  try {
    return ok({ alg, key: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']) });
  } catch {
    return fail('malformed');
  }
}

/** RFC 5208: SEQUENCE { version, algorithm, OCTET STRING { key } }. WebCrypto takes private keys in no other binary form. */
function wrap(algorithm: number[], key: Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(SEQUENCE, new Uint8Array([...VERSION_0, ...algorithm, ...tlv(OCTET_STRING, key)]));
}

/** Tag, length, value, as DER writes them; the lengths of keys fit in two bytes. */
function tlv(tag: number, value: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = value;
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return new Uint8Array([tag, ...lengthBytes, ...value]);
}

function decodeBase64(text: string): Uint8Array | null {
  try {
    return decodeBase64IgnorePadding(text.replaceAll(/\s/g, ''));
  } catch {
    return null;
  }
}
