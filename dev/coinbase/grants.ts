import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a user once allowed a client to do. */
interface Grant {
  account: string;
  scope: string;
  revoked: boolean;
  /** SHA-256 of the only refresh token that works; each use puts another in its place. */
  refreshHash?: string;
  /** Access tokens given before this moment count as expired. */
  validFromMs?: number;
}

export interface TokenPair {
  accessToken: string;
  refreshToken?: string;
  scope: string;
}

export type AccessCheck =
  | { ok: true; account: string; scope: string; grantId: string }
  | { ok: false; reason: 'invalid_token' | 'expired_token' | 'revoked_token' };

export const ACCESS_TOKEN_SEC = 3_600;

interface Claims {
  g: string;
  iat: number;
  exp: number;
}

/** Gives and checks tokens. Access tokens are signed, so they outlive the process that gave them. */
export class Grants {
  readonly #now: () => number;
  readonly #path: string | undefined;
  readonly #secret: string;
  readonly #grants: Map<string, Grant>;

  constructor(now: () => number, stateDir: string | undefined) {
    this.#now = now;
    if (stateDir) mkdirSync(stateDir, { recursive: true });
    this.#path = stateDir && join(stateDir, 'grants.json');
    const saved = this.#load();
    this.#secret = saved?.secret ?? randomBytes(32).toString('hex');
    this.#grants = new Map(Object.entries(saved?.grants ?? {}));
    if (!saved) this.#save();
  }

  open(account: string, scope: string): TokenPair {
    const id = randomBytes(12).toString('hex');
    const grant: Grant = { account, scope, revoked: false };
    this.#grants.set(id, grant);
    return this.#issue(id, grant);
  }

  /** Undefined when the refresh token is unknown, was used before or belongs to a revoked grant. */
  refresh(refreshToken: string): TokenPair | undefined {
    const hash = sha256(refreshToken);
    const found = [...this.#grants].find(([, grant]) => grant.refreshHash === hash);
    if (!found || found[1].revoked) return undefined;
    return this.#issue(...found);
  }

  check(accessToken: string): AccessCheck {
    const claims = this.#verify(accessToken);
    const grant = claims && this.#grants.get(claims.g);
    if (!claims || !grant) return { ok: false, reason: 'invalid_token' };
    if (grant.revoked) return { ok: false, reason: 'revoked_token' };
    const early = grant.validFromMs !== undefined && claims.iat < grant.validFromMs;
    if (early || this.#now() >= claims.exp) return { ok: false, reason: 'expired_token' };
    return { ok: true, account: grant.account, scope: grant.scope, grantId: claims.g };
  }

  revoke(grantId: string): void {
    const grant = this.#grants.get(grantId);
    if (grant) grant.revoked = true;
    this.#save();
  }

  /** As when the user takes the application off the list in the account's settings. Says how many there were. */
  revokeAccount(account: string): number {
    const mine = [...this.#grants.values()].filter((grant) => grant.account === account && !grant.revoked);
    for (const grant of mine) grant.revoked = true;
    this.#save();
    return mine.length;
  }

  expireAccessTokens(account: string): void {
    for (const grant of this.#grants.values()) {
      if (grant.account === account) grant.validFromMs = this.#now();
    }
    this.#save();
  }

  #issue(id: string, grant: Grant): TokenPair {
    const issued = Math.max(this.#now(), grant.validFromMs ?? 0);
    const claims: Claims = { g: id, iat: issued, exp: issued + ACCESS_TOKEN_SEC * 1000 };
    const payload = Buffer.from(JSON.stringify({ ...claims, jti: randomBytes(6).toString('hex') })).toString(
      'base64url',
    );
    const accessToken = `${payload}.${this.#sign(payload)}`;
    if (!grant.scope.split(' ').includes('offline_access')) {
      this.#save();
      return { accessToken, scope: grant.scope };
    }
    const refreshToken = randomBytes(32).toString('base64url');
    grant.refreshHash = sha256(refreshToken);
    this.#save();
    return { accessToken, refreshToken, scope: grant.scope };
  }

  #verify(token: string): Claims | undefined {
    const [payload = '', signature = ''] = token.split('.');
    const expected = Buffer.from(this.#sign(payload));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#secret).update(payload).digest('base64url');
  }

  #load(): { secret: string; grants: Record<string, Grant> } | undefined {
    if (!this.#path || !existsSync(this.#path)) return undefined;
    return JSON.parse(readFileSync(this.#path, 'utf8'));
  }

  #save(): void {
    if (!this.#path) return;
    const draft = `${this.#path}.new`;
    const grants = Object.fromEntries(this.#grants);
    writeFileSync(draft, JSON.stringify({ secret: this.#secret, grants }), { mode: 0o600 });
    renameSync(draft, this.#path);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
