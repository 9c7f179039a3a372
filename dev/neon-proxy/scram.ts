import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** A client's side of SCRAM-SHA-256 (RFC 5802, 7677) as Postgres speaks it: no user name, no channel binding. */
export interface ScramClient {
  first: string;
  /** Throws when the server's challenge does not follow from our nonce. */
  answer(serverFirst: string): string;
  /** Whether the server, too, knows the password. */
  isGenuine(serverFinal: string): boolean;
}

const NO_BINDING = 'n,,';

export function scramClient(password: string): ScramClient {
  const nonce = randomBytes(18).toString('base64');
  const bare = `n=,r=${nonce}`;
  let serverSignature: Buffer | undefined;
  return {
    first: NO_BINDING + bare,
    answer(serverFirst) {
      const { r = '', s = '', i = '' } = attributes(serverFirst);
      if (!r.startsWith(nonce) || r === nonce || !(Number(i) >= 1)) throw new Error('SCRAM: bad challenge');
      const salted = pbkdf2Sync(
        password.normalize('NFKC'),
        Buffer.from(s, 'base64'),
        Number(i),
        32,
        'sha256',
      );
      const final = `c=${Buffer.from(NO_BINDING).toString('base64')},r=${r}`;
      const message = `${bare},${serverFirst},${final}`;
      const clientKey = hmac(salted, 'Client Key');
      const proof = xor(clientKey, hmac(createHash('sha256').update(clientKey).digest(), message));
      serverSignature = hmac(hmac(salted, 'Server Key'), message);
      return `${final},p=${proof.toString('base64')}`;
    },
    isGenuine(serverFinal) {
      const given = Buffer.from(attributes(serverFinal).v ?? '', 'base64');
      return given.length === serverSignature?.length && timingSafeEqual(given, serverSignature);
    },
  };
}

function attributes(message: string): Partial<Record<'r' | 's' | 'i' | 'v', string>> {
  return Object.fromEntries(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)));
}
