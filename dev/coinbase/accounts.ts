import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TraderFill } from '../market/fill.ts';
import { freshFills } from '../market/fresh-fills.ts';
import type { Market } from '../market/market.ts';
import { tradingHistory } from '../market/trader.ts';
import { type Extras, ExtrasSchema, NO_EXTRAS } from './extras.ts';
import { type CoinbaseFill, toCoinbaseFill } from './fill-json.ts';

export interface Account {
  name: string;
  /** Oldest first; a fill's number is its place here. */
  history: TraderFill[];
  fills: CoinbaseFill[];
  /** Long before its first fill. */
  openedMs: number;
  extras: Extras;
}

const DAY_MS = 24 * 3_600_000;
/** Before an account is made; its trading fills the last thirty days. */
const AGE_DAYS = 230;
const LifeSchema = z.object({ openedMs: z.number(), extras: ExtrasSchema });

const DEFAULT_FILLS = 60;
export const MAX_FILLS = 200_000;
const NAME = /^[\p{L}\p{N}._@+ -]{1,64}$/u;

export function isAccountName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Accounts by name. With a state directory each is a file of fills, one per line, to which new ones are
 * appended: a restarted simulator tells the same past, whatever has become of the market.
 */
export class Accounts {
  readonly #market: Market;
  readonly #now: () => number;
  readonly #folder: string | undefined;
  readonly #open = new Map<string, Account>();

  constructor(market: Market, now: () => number, stateDir: string | undefined) {
    this.#market = market;
    this.#now = now;
    this.#folder = stateDir && join(stateDir, 'accounts');
    if (this.#folder) mkdirSync(this.#folder, { recursive: true });
  }

  find(name: string): Account | undefined {
    const open = this.#open.get(name);
    if (open) return open;
    const path = this.#path(name);
    if (!path || !existsSync(path)) return undefined;
    const lines = readFileSync(path, 'utf8').split('\n').filter(isWhole);
    return this.#keep(
      name,
      lines.map((line): TraderFill => JSON.parse(line)),
      this.#life(name),
    );
  }

  /** The account, with 30 days of trading behind it if it is new. */
  openOrCreate(name: string, count = DEFAULT_FILLS): Account {
    return this.find(name) ?? this.create(name, count);
  }

  create(name: string, count: number, extras = NO_EXTRAS): Account {
    const anchorMs = this.#now();
    const history = tradingHistory({ market: this.#market, account: name, anchorMs, count });
    const life = { openedMs: anchorMs - AGE_DAYS * DAY_MS, extras };
    const path = this.#path(name);
    if (path) writeFileSync(lifePath(path), JSON.stringify(life));
    if (path) writeFileSync(path, lines(history));
    return this.#keep(name, history, life);
  }

  /** Throws when the product does not exist. */
  addFills(account: Account, count: number, productId: string | undefined): CoinbaseFill[] {
    const fresh = freshFills({
      market: this.#market,
      history: account.history,
      seed: `${account.name}/${account.history.length}`,
      count,
      ...(productId === undefined ? {} : { productId }),
      nowMs: this.#now(),
    });
    const path = this.#path(account.name);
    if (path) appendFileSync(path, lines(fresh));
    const from = account.history.length;
    const added = fresh.map((fill, i) => toCoinbaseFill(fill, account.name, from + i));
    account.history.push(...fresh);
    account.fills.push(...added);
    return added;
  }

  /** An account of an older simulator has none of its own. */
  #life(name: string): z.output<typeof LifeSchema> | undefined {
    const path = this.#path(name);
    if (!path || !existsSync(lifePath(path))) return undefined;
    return LifeSchema.parse(JSON.parse(readFileSync(lifePath(path), 'utf8')));
  }

  #keep(
    name: string,
    history: TraderFill[],
    life: { openedMs: number; extras: Extras } | undefined,
  ): Account {
    const fills = history.map((fill, i) => toCoinbaseFill(fill, name, i));
    const openedMs = (history[0]?.tsMs ?? this.#now()) - AGE_DAYS * DAY_MS;
    const account = { name, history, fills, ...(life ?? { openedMs, extras: NO_EXTRAS }) };
    this.#open.set(name, account);
    return account;
  }

  #path(name: string): string | undefined {
    const file = createHash('sha256').update(name).digest('hex').slice(0, 32);
    return this.#folder && join(this.#folder, `${file}.jsonl`);
  }
}

function lifePath(path: string): string {
  return path.replace(/\.jsonl$/, '.life.json');
}

function lines(fills: TraderFill[]): string {
  return fills.map((fill) => `${JSON.stringify(fill)}\n`).join('');
}

/** A kill may leave half a last line. */
function isWhole(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}');
}
