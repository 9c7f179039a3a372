import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TraderFill } from '../market/fill.ts';
import { freshFills } from '../market/fresh-fills.ts';
import type { Market } from '../market/market.ts';
import { tradingHistory } from '../market/trader.ts';
import type { Ledger } from './ledger.ts';
import { storyOf } from './story.ts';
import { type BinanceTrade, toTrades } from './trade-json.ts';

export interface Account extends Ledger {
  name: string;
  /** What the trades were made of. */
  history: TraderFill[];
}

const DEFAULT_FILLS = 60;

/** Accounts by name, in a file each where there is a state directory: a restarted simulator tells the same past. */
export class Accounts {
  readonly #market: Market;
  readonly #now: () => number;
  readonly #folder: string | undefined;
  readonly #open = new Map<string, Account>();

  constructor(market: Market, now: () => number, stateDir: string | undefined) {
    this.#market = market;
    this.#now = now;
    this.#folder = stateDir && join(stateDir, 'binance-accounts');
    if (this.#folder) mkdirSync(this.#folder, { recursive: true });
  }

  find(name: string): Account | undefined {
    const open = this.#open.get(name);
    if (open) return open;
    const path = this.#path(name);
    if (!path || !existsSync(path)) return undefined;
    const account: Account = JSON.parse(readFileSync(path, 'utf8'));
    this.#open.set(name, account);
    return account;
  }

  /** The account, with 30 days of trading behind it if it is new. */
  openOrCreate(name: string, fills = DEFAULT_FILLS): Account {
    const found = this.find(name);
    if (found) return found;
    const nowMs = this.#now();
    const history = tradingHistory({ market: this.#market, account: name, anchorMs: nowMs, count: fills });
    return this.keep({ name, history, ...storyOf(toTrades(history, []), nowMs) });
  }

  /** New trades, the last of them now. */
  addTrades(account: Account, count: number): BinanceTrade[] {
    const fresh = freshFills({
      market: this.#market,
      history: account.history,
      seed: `${account.name}/${account.history.length}`,
      count,
      nowMs: this.#now(),
    });
    const added = toTrades(fresh, account.trades);
    account.history.push(...fresh);
    account.trades.push(...added);
    this.keep(account);
    return added;
  }

  /** As it is now, whoever changed it. */
  keep(account: Account): Account {
    this.#open.set(account.name, account);
    const path = this.#path(account.name);
    if (path) writeFileSync(path, JSON.stringify(account));
    return account;
  }

  #path(name: string): string | undefined {
    const file = createHash('sha256').update(name).digest('hex').slice(0, 32);
    return this.#folder && join(this.#folder, `${file}.json`);
  }
}
