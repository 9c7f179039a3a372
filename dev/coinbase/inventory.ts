import { Big } from 'big.js';
import type { TraderFill } from '../market/fill.ts';
import type { Market } from '../market/market.ts';
import type { Account } from './accounts.ts';
import { extraTransactions } from './extras.ts';
import type { SimTransaction } from './transaction.ts';

interface Books {
  /** What trading has left, and what came in for it. Extras stand apart: what they bring must not pay for a sale before it came. */
  traded: Map<string, Big>;
  extra: Map<string, Big>;
  /** In the order in which they came to be known; not of their times. */
  transactions: SimTransaction[];
  /** So many are in it. */
  fills: number;
}

export interface Inventory {
  /** Base units and dollars held now: all fills, fees and transactions, to the last digit. */
  balances: Map<string, Big>;
  /** Newest first. */
  transactions: SimTransaction[];
}

const CASH = 'USD';
const OPENING = new Big(100_000);
const TOP_UP = new Big(50_000);
/** No wallet of dollars falls below this: extras are paid of it. */
const LEAST_CASH = new Big(1_000);
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

const kept = new WeakMap<Account, Books>();

/**
 * What an account holds, and why. It follows from the fills alone: more of them never change what was told of those before. Dollars come by an opening
 * deposit and, where it does not last, with the fill that needs more; coins that are sold and were never bought here had been sent in long before.
 */
export function inventoryOf(account: Account, market: Market): Inventory {
  const books = kept.get(account) ?? opened(account, market);
  kept.set(account, books);
  const bases = new Map(market.products().map(({ id, base }) => [id, base]));
  for (; books.fills < account.history.length; books.fills++) {
    const fill = account.history[books.fills];
    const base = fill && bases.get(fill.productId);
    // Derivatives are held elsewhere.
    if (fill && base !== undefined) book(books, fill, base, account, market);
  }
  const balances = new Map(books.traded);
  for (const [currency, amount] of books.extra) move(balances, currency, amount);
  return { balances, transactions: books.transactions.toReversed().sort((a, b) => b.tsMs - a.tsMs) };
}

function opened({ name, openedMs, extras }: Account, market: Market): Books {
  const extra = new Map<string, Big>();
  const transactions = extraTransactions({ name, openedMs, extras, market });
  for (const { currency, amount, cash } of transactions) {
    move(extra, currency, amount);
    if (cash) move(extra, CASH, cash);
  }
  const books: Books = { traded: new Map(), extra, transactions, fills: 0 };
  add(books, deposit('opening', OPENING, openedMs));
  return books;
}

function book(books: Books, fill: TraderFill, base: string, account: Account, market: Market): void {
  const worth = fill.sizeInQuote ? new Big(fill.size) : new Big(fill.size).times(fill.price);
  const size = fill.sizeInQuote ? worth.div(fill.price) : new Big(fill.size);
  const isBuy = fill.side === 'BUY';
  const cash = (isBuy ? worth.neg() : worth).minus(fill.commission);
  const amount = isBuy ? size : size.neg();

  const cashLeft = heldOf(books.traded, CASH).plus(cash);
  if (cashLeft.lt(LEAST_CASH)) {
    const times = LEAST_CASH.minus(cashLeft).div(TOP_UP).round(0, 3);
    add(books, deposit(`top-up/${books.fills}`, TOP_UP.times(times), fill.tsMs));
  }
  const left = heldOf(books.traded, base).plus(amount);
  if (left.lt(0)) add(books, sentIn(books.fills, base, left.neg(), fill.productId, account, market));
  if (account.extras.fillRows) addFillRows(books, fill, { base, amount, cash });
  move(books.traded, base, amount);
  move(books.traded, CASH, cash);
}

function sentIn(
  number: number,
  base: string,
  amount: Big,
  productId: string,
  account: Account,
  market: Market,
): SimTransaction {
  const tsMs = account.openedMs + DAY_MS + (number % 1_000) * MINUTE_MS;
  return {
    key: `sent-in/${number}`,
    currency: base,
    type: 'send',
    amount,
    native: amount.times(market.priceAt(productId, tsMs)).round(2),
    tsMs,
    rest: { network: { status: 'confirmed' }, from: { resource: 'address' } },
  };
}

/** They tell what the fill has moved already. */
function addFillRows(
  books: Books,
  fill: TraderFill,
  { base, amount, cash }: { base: string; amount: Big; cash: Big },
): void {
  const rest = {
    advanced_trade_fill: {
      fill_price: fill.price,
      product_id: fill.productId,
      order_id: fill.orderKey,
      commission: fill.commission,
      order_side: fill.side.toLowerCase(),
    },
  };
  const row = { type: 'advanced_trade_fill', tsMs: fill.tsMs, rest };
  books.transactions.push(
    { ...row, key: `fill/${books.fills}/base`, currency: base, amount, native: cash.neg().round(2) },
    { ...row, key: `fill/${books.fills}/cash`, currency: CASH, amount: cash, native: cash.round(2) },
  );
}

function deposit(key: string, amount: Big, tsMs: number): SimTransaction {
  return { key, currency: CASH, type: 'fiat_deposit', amount, native: amount, tsMs, rest: {} };
}

function add(books: Books, transaction: SimTransaction): void {
  books.transactions.push(transaction);
  move(books.traded, transaction.currency, transaction.amount);
}

function heldOf(balances: Map<string, Big>, currency: string): Big {
  return balances.get(currency) ?? new Big(0);
}

function move(balances: Map<string, Big>, currency: string, amount: Big): void {
  balances.set(currency, heldOf(balances, currency).plus(amount));
}
