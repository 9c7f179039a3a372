import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Binance calls the restrictions of a key: most of them are permissions. */
export type Restrictions = Record<string, unknown>;

export interface Key {
  apiKey: string;
  secret: string;
  account: string;
  restrictions: Restrictions;
}

const READ_ONLY: Restrictions = {
  ipRestrict: false,
  createTime: 1_698_645_219_000,
  enableReading: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  enableMargin: false,
  enableFutures: false,
  permitsUniversalTransfer: false,
  enableVanillaOptions: false,
  enableFixApiTrade: false,
  enableFixReadOnly: true,
  enableSpotAndMarginTrading: false,
  enablePortfolioMarginTrading: false,
};

/** Keys by their text. Each follows from its account and label, so that a demo key is the same wherever it is made. */
export class Keys {
  readonly #path: string | undefined;
  readonly #keys: Map<string, Key>;

  constructor(stateDir: string | undefined) {
    this.#path = stateDir && join(stateDir, 'binance-keys.json');
    const saved: Key[] =
      this.#path && existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, 'utf8')) : [];
    this.#keys = new Map(saved.map((key) => [key.apiKey, key]));
  }

  find(apiKey: string): Key | undefined {
    return this.#keys.get(apiKey);
  }

  /** A key of an account, anew or as it was made before; its restrictions are those that are given now. */
  make(account: string, label: string, changes: Restrictions = {}): Key {
    const text = (what: string) =>
      createHash('sha256').update(`${what}/${account}/${label}`).digest('base64').replace(/[+/=]/g, 'x');
    // Real ones have 64 letters and digits.
    const apiKey = (text('key') + text('more of the key')).slice(0, 64);
    const secret = (text('secret') + text('more of the secret')).slice(0, 64);
    const key = { apiKey, secret, account, restrictions: { ...READ_ONLY, ...changes } };
    this.#keys.set(apiKey, key);
    this.#save();
    return key;
  }

  restrict(key: Key, changes: Restrictions): void {
    Object.assign(key.restrictions, changes);
    this.#save();
  }

  remove(apiKey: string): boolean {
    const was = this.#keys.delete(apiKey);
    this.#save();
    return was;
  }

  #save(): void {
    if (this.#path) writeFileSync(this.#path, JSON.stringify([...this.#keys.values()]));
  }
}
