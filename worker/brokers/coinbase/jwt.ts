import { encodeBase64urlNoPadding, encodeHexLowerCase } from '@oslojs/encoding';
import { ok, type Result } from '../../result.ts';
import { readPrivateKey } from './private-key.ts';

/** Coinbase takes no token that lives longer. */
const LIFE_S = 120;
const NONCE_BYTES = 16;

export interface JwtRequest {
  /** The key's name: organizations/…/apiKeys/…, or the bare id of newer ones. */
  key: string;
  /** See readPrivateKey. */
  secret: string;
  method: string;
  url: URL;
  now: Date;
  nonce: string;
}

/**
 * The bearer token for exactly one request by a trader's own CDP key: it names method, host and path (never the query) and lives for two minutes.
 * Source: docs.cdp.coinbase.com, "Coinbase App API Key Authentication"; the claims are those of the venue's own clients.
 */
export async function signJwt(request: JwtRequest): Promise<Result<string, 'malformed'>> {
  const read = await readPrivateKey(request.secret);
  if (!read.ok) return read;
  const { alg, key } = read.value;
  const nbf = Math.floor(request.now.getTime() / 1000);
  const header = { alg, typ: 'JWT', kid: request.key, nonce: request.nonce };
  const claims = {
    iss: 'cdp',
    sub: request.key,
    nbf,
    exp: nbf + LIFE_S,
    uri: `${request.method} ${request.url.host}${request.url.pathname}`,
  };
  const signed = `${encodePart(header)}.${encodePart(claims)}`;
  const algorithm = alg === 'ES256' ? { name: 'ECDSA', hash: 'SHA-256' } : { name: 'Ed25519' };
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(signed));
  return ok(`${signed}.${encodeBase64urlNoPadding(new Uint8Array(signature))}`);
}

export function newNonce(): string {
  return encodeHexLowerCase(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
}

function encodePart(part: object): string {
  return encodeBase64urlNoPadding(new TextEncoder().encode(JSON.stringify(part)));
}
