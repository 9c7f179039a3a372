import { decrypt, encrypt } from './aes-gcm.ts';

const FORM = 'v2';

/** Where a sealed value belongs. It is authenticated with it: a value moved to another user, row or column does not open. */
export interface SealedPlace {
  userId: string;
  rowId: string;
  column: string;
}

export interface DataKey {
  version: number;
  bytes: Uint8Array;
}

/** Answers `v2.{version of the key}.{nonce}.{ciphertext}`. */
export async function seal({ version, bytes }: DataKey, place: SealedPlace, plain: string): Promise<string> {
  const sealed = await encrypt(bytes, boundTo(place, version), new TextEncoder().encode(plain));
  return `${FORM}.${version}.${sealed}`;
}

/** The version of the key that a value was sealed with; null where it is of no form that is known. */
export function sealedVersion(sealed: string): number | null {
  const [form, version = ''] = sealed.split('.', 2);
  return form === FORM && /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null;
}

/** null where the value was tampered with, cut, moved from its place, or sealed with another key. */
export async function unseal(key: DataKey, place: SealedPlace, sealed: string): Promise<string | null> {
  if (sealedVersion(sealed) !== key.version) return null;
  const body = sealed.slice(`${FORM}.${key.version}.`.length);
  const plain = await decrypt(key.bytes, boundTo(place, key.version), body);
  return plain && new TextDecoder().decode(plain);
}

function boundTo({ userId, rowId, column }: SealedPlace, version: number): string {
  return JSON.stringify([userId, rowId, column, version]);
}
