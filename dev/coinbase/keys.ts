import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SimRequest } from '../simulator/exchange.ts';
import { uuid } from './fill-json.ts';

export const KeyRequestSchema = z.strictObject({
  alg: z.enum(['ES256', 'EdDSA']).default('ES256'),
  canView: z.boolean().default(true),
  canTrade: z.boolean().default(false),
  canTransfer: z.boolean().default(false),
});
type KeyRequest = z.output<typeof KeyRequestSchema>;

const KeySchema = KeyRequestSchema.extend({
  account: z.string(),
  name: z.string(),
  /** PEM. The private key is with whoever asked for it. */
  publicKey: z.string(),
  revoked: z.boolean(),
});
export type ApiKey = z.output<typeof KeySchema>;

const HeaderSchema = z.object({
  alg: z.enum(['ES256', 'EdDSA']),
  typ: z.literal('JWT'),
  kid: z.string(),
  nonce: z.string().min(16),
});
const ClaimsSchema = z.object({
  iss: z.literal('cdp'),
  sub: z.string(),
  nbf: z.int(),
  exp: z.int(),
  uri: z.string(),
});

const LONGEST_LIFE_S = 120;
const CLOCK_SKEW_S = 30;

/** CDP API keys of accounts, and the check of the JWT that each request by one of them carries. */
export class ApiKeys {
  readonly #now: () => number;
  readonly #path: string | undefined;
  readonly #keys: Map<string, ApiKey>;

  constructor(now: () => number, stateDir: string | undefined) {
    this.#now = now;
    if (stateDir) mkdirSync(stateDir, { recursive: true });
    this.#path = stateDir && join(stateDir, 'keys.json');
    const saved =
      this.#path && existsSync(this.#path)
        ? z.array(KeySchema).parse(JSON.parse(readFileSync(this.#path, 'utf8')))
        : [];
    this.#keys = new Map(saved.map((key) => [key.name, key]));
  }

  /** In the forms in which Coinbase shows a new key once: SEC1 PEM, or seed and public key as base64. */
  create(account: string, request: KeyRequest): { name: string; privateKey: string } {
    const name = `organizations/${uuid(account, 'organization')}/apiKeys/${crypto.randomUUID()}`;
    const { publicKey, privateKey } = request.alg === 'ES256' ? ecPair() : edPair();
    this.#keys.set(name, { ...request, account, name, publicKey, revoked: false });
    this.#save();
    return { name, privateKey };
  }

  /** As when the user deletes the keys. Says how many there were. */
  revokeAccount(account: string): number {
    const mine = [...this.#keys.values()].filter((key) => key.account === account && !key.revoked);
    for (const key of mine) key.revoked = true;
    this.#save();
    return mine.length;
  }

  /** The key that signed this very request, not long ago; undefined for anything else. */
  check(token: string, { method, path, headers }: SimRequest): ApiKey | undefined {
    const [head = '', body = '', signature = '', ...more] = token.split('.');
    const header = HeaderSchema.safeParse(readPart(head));
    const claims = ClaimsSchema.safeParse(readPart(body));
    if (more.length > 0 || !header.success || !claims.success) return undefined;
    const key = this.#keys.get(header.data.kid);
    if (!key || key.revoked || key.alg !== header.data.alg || claims.data.sub !== key.name) return undefined;
    const nowS = this.#now() / 1_000;
    const { nbf, exp, uri } = claims.data;
    if (nbf > nowS + CLOCK_SKEW_S || exp <= nowS || exp - nbf > LONGEST_LIFE_S) return undefined;
    if (uri !== `${method} ${headers.host}${path}`) return undefined;
    const isSigned = verify(
      key.alg === 'ES256' ? 'sha256' : null,
      Buffer.from(`${head}.${body}`),
      { key: createPublicKey(key.publicKey), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    return isSigned ? key : undefined;
  }

  #save(): void {
    if (this.#path) writeFileSync(this.#path, JSON.stringify([...this.#keys.values()]), { mode: 0o600 });
  }
}

function ecPair() {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
  });
}

function edPair() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: Buffer.concat([Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')]).toString('base64'),
  };
}

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
