import { decodeBase64urlIgnorePadding } from '@oslojs/encoding';
import { decrypt, encrypt } from './aes-gcm.ts';

/** A data key as the database holds it. */
interface WrappedKey {
  userId: string;
  version: number;
  wrapped: string;
  /** The name of the key-encryption key. */
  wrappedBy: string;
}

/** Wraps data keys with keys that the database never sees. A KMS has the same two calls; the one below takes its keys from a secret of the Worker. */
export interface KeyWrapper {
  wrap(userId: string, version: number, dataKey: Uint8Array): Promise<WrappedKey>;
  /** null: the key of that name is not there any more, or the wrapped one was tampered with or is another user's. */
  unwrap(key: WrappedKey): Promise<Uint8Array | null>;
  /** The name of the key that wraps now. */
  current: string;
}

/** `name:key[,name:key …]`, 32 bytes of base64url each: the first wraps, all unwrap. */
export function secretKeyWrapper(list: string): KeyWrapper {
  const keys = list.split(',').map((entry) => {
    const [name = '', key = ''] = entry.split(':');
    return { name, bytes: decodeBase64urlIgnorePadding(key) };
  });
  const [current] = keys;
  if (!current) throw new Error('There is no key to wrap data keys with.');
  return {
    async wrap(userId, version, dataKey) {
      const wrapped = await encrypt(current.bytes, boundTo(userId, version), dataKey);
      return { userId, version, wrapped, wrappedBy: current.name };
    },
    async unwrap({ userId, version, wrapped, wrappedBy }) {
      const key = keys.find(({ name }) => name === wrappedBy);
      return key ? decrypt(key.bytes, boundTo(userId, version), wrapped) : null;
    },
    current: current.name,
  };
}

function boundTo(userId: string, version: number): string {
  return JSON.stringify(['data_key', userId, version]);
}
