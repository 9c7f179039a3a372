import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newNonce, signJwt } from './jwt.ts';

const NAME = 'organizations/7f0c/apiKeys/1d2e';
const REQUEST = {
  key: NAME,
  method: 'GET',
  url: new URL('https://api.coinbase.com/api/v3/brokerage/orders/historical/fills?limit=250&cursor=1'),
  now: new Date('2026-11-20T12:00:00.900Z'),
  nonce: '00112233445566778899aabbccddeeff',
};

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const sec1 = ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
const seed = Buffer.from(ed.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
const raw = Buffer.from(ed.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');

/** RFC 8032, section 7.1, test 1: the seed, and the public key that belongs to it. */
const RFC_SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const RFC_PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

function read(token: string) {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const json = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  return {
    header: json(header),
    claims: json(claims),
    isSignedBy: (publicKey: KeyObject) =>
      verify(
        publicKey.asymmetricKeyType === 'ec' ? 'sha256' : null,
        Buffer.from(`${header}.${claims}`),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
  };
}

async function signed(secret: string, changes: Partial<typeof REQUEST> = {}) {
  const token = await signJwt({ ...REQUEST, ...changes, secret });
  if (!token.ok) throw new Error(token.failure);
  return read(token.value);
}

describe('a token of a CDP key', () => {
  test('names the key, the request without its query, and two minutes', async () => {
    const { header, claims } = await signed(sec1);
    expect(header).toEqual({ alg: 'ES256', typ: 'JWT', kid: NAME, nonce: REQUEST.nonce });
    expect(claims).toEqual({
      iss: 'cdp',
      sub: NAME,
      nbf: 1795176000,
      exp: 1795176120,
      uri: 'GET api.coinbase.com/api/v3/brokerage/orders/historical/fills',
    });
  });

  test('for a host with a port names the port', async () => {
    const { claims } = await signed(sec1, { url: new URL('http://127.0.0.1:9000/v2/accounts?limit=100') });
    expect(claims).toMatchObject({ uri: 'GET 127.0.0.1:9000/v2/accounts' });
  });

  test.each([
    ['a SEC1 key', sec1],
    ['a SEC1 key whose line breaks are two characters', sec1.replaceAll('\n', '\\n')],
    ['a SEC1 key with line breaks of Windows', sec1.replaceAll('\n', '\r\n')],
    ['a PKCS#8 key', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('is signed with ES256 by %s', async (_, secret) => {
    const token = await signed(secret);
    expect(token.isSignedBy(ec.publicKey)).toBe(true);
    expect(token.isSignedBy(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)).toBe(false);
  });

  test.each([
    ['a seed with its public key', Buffer.concat([seed, raw])],
    ['a bare seed', seed],
  ])('is signed with EdDSA by %s', async (_, secret) => {
    const token = await signed(secret.toString('base64'));
    expect(token.header).toMatchObject({ alg: 'EdDSA' });
    expect(token.isSignedBy(ed.publicKey)).toBe(true);
  });

  test('is verified by the public key that RFC 8032 gives for its seed', async () => {
    const x = Buffer.from(RFC_PUBLIC, 'hex').toString('base64url');
    const token = await signed(Buffer.from(RFC_SEED, 'hex').toString('base64'));
    expect(token.isSignedBy(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }))).toBe(
      true,
    );
  });

  test.each([
    ['nothing', ''],
    ['a word', 'secret'],
    ['31 bytes', Buffer.alloc(31).toString('base64')],
    ['65 bytes', Buffer.alloc(65).toString('base64')],
    ['a PEM frame around nothing', '-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----'],
    ['a PEM frame around noise', '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----'],
    ['a PEM without its end', sec1.slice(0, 120)],
    ['a public key', ec.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    [
      'a key of another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' })
        .privateKey.export({ type: 'sec1', format: 'pem' })
        .toString(),
    ],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
    ['text that is no base64', `${'é'.repeat(32)}`],
  ])('is not made of %s, and nothing is thrown', async (_, secret) => {
    expect(await signJwt({ ...REQUEST, secret })).toEqual({ ok: false, failure: 'malformed' });
  });
});

test('a nonce is 128 bits, and another each time', () => {
  const nonces = new Set(Array.from({ length: 100 }, newNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
});
