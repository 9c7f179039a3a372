import { Big } from 'big.js';
import { z } from 'zod';
import type { Market } from '../market/market.ts';
import type { Product } from '../market/product.ts';
import { seededRandom } from '../market/random.ts';
import type { SimTransaction } from './transaction.ts';

const DAY_MS = 24 * 3_600_000;
/** Of the account's life: its trading, as it was made, fills the 30 days after this. */
const TRADING_BEGINS_DAY = 200;
const TRADING_DAYS = 30;
const CONVERT_SPREAD = '0.985';
const RETAIL_FEE = '2.99';

/** What an account lived through besides its trading on the advanced product. */
export const ExtrasSchema = z.strictObject({
  /** So many rewards over the days of its trading. */
  rewards: z.int().min(0).max(1_000).default(0),
  /** Coins that came in, and half of them converted to others. */
  convert: z.boolean().default(false),
  /** A buy and a sell of the simple product, paid from and to the wallet of dollars. */
  retail: z.boolean().default(false),
  /** Every fill told a second time among the transactions of both its wallets, as the real one does; thousands of pages for a busy account. */
  fillRows: z.boolean().default(false),
});
export type Extras = z.infer<typeof ExtrasSchema>;
export const NO_EXTRAS: Extras = ExtrasSchema.parse({});

interface Life {
  name: string;
  openedMs: number;
  extras: Extras;
  market: Market;
}

/** The same for the same account, whenever it is asked for. */
export function extraTransactions({ name, openedMs, extras, market }: Life): SimTransaction[] {
  const [first, second = first, third = second] = market.products();
  if (!first || !second || !third) return [];
  const dayMs = (day: number) => openedMs + day * DAY_MS;
  return [
    ...rewardsOf(name, extras.rewards, third, market, dayMs),
    ...(extras.convert ? convertOf(second, first, market, dayMs) : []),
    ...(extras.retail ? retailOf(first, market, dayMs) : []),
  ];
}

function rewardsOf(
  name: string,
  count: number,
  product: Product,
  market: Market,
  dayMs: (day: number) => number,
): SimTransaction[] {
  const random = seededRandom(`rewards/${name}`);
  return Array.from({ length: count }, (_, i) => {
    const tsMs = Math.floor(dayMs(TRADING_BEGINS_DAY + (TRADING_DAYS * (i + 1)) / (count + 1)));
    const amount = new Big(random.between(0.01, 0.2)).round(product.sizeDecimals, 3);
    return {
      key: `reward/${i}`,
      currency: product.base,
      type: random.pick(['staking_reward', 'inflation_reward', 'interest']),
      amount,
      native: amount.times(market.priceAt(product.id, tsMs)).round(2),
      tsMs,
      rest: {},
    };
  });
}

function convertOf(
  from: Product,
  to: Product,
  market: Market,
  dayMs: (day: number) => number,
): SimTransaction[] {
  const [cameMs, tsMs] = [dayMs(2), dayMs(TRADING_BEGINS_DAY + 15)];
  const came = new Big(2);
  const worth = came.div(2).times(market.priceAt(from.id, tsMs)).round(2);
  const got = worth.times(CONVERT_SPREAD).round(2);
  const trade = { trade: { id: 'convert/0' } };
  return [
    {
      key: 'convert/came',
      currency: from.base,
      type: 'send',
      amount: came,
      native: came.times(market.priceAt(from.id, cameMs)).round(2),
      tsMs: cameMs,
      rest: { network: { status: 'confirmed' }, from: { resource: 'address' } },
    },
    {
      key: 'convert/out',
      currency: from.base,
      type: 'trade',
      amount: came.div(-2),
      native: worth.neg(),
      tsMs,
      rest: trade,
    },
    {
      key: 'convert/in',
      currency: to.base,
      type: 'trade',
      amount: got.div(market.priceAt(to.id, tsMs)).round(8, 0),
      native: got,
      tsMs,
      rest: trade,
    },
  ];
}

/** Quantities by which any worth divides without a remainder, so that the books come out to the last digit. */
function retailOf(product: Product, market: Market, dayMs: (day: number) => number): SimTransaction[] {
  const trade = (type: 'buy' | 'sell', size: string, tsMs: number): SimTransaction[] => {
    const subtotal = new Big(size).times(market.priceAt(product.id, tsMs)).round(2);
    const money = (amount: Big) => ({ amount: amount.toFixed(2), currency: product.quote });
    const isBuy = type === 'buy';
    const total = isBuy ? subtotal.plus(RETAIL_FEE) : subtotal.minus(RETAIL_FEE);
    const told = {
      id: `retail/${type}`,
      fee: money(new Big(RETAIL_FEE)),
      subtotal: money(subtotal),
      total: money(total),
      payment_method_name: 'USD Wallet',
    };
    return [
      {
        key: `retail/${type}`,
        currency: product.base,
        type,
        amount: isBuy ? new Big(size) : new Big(size).neg(),
        native: isBuy ? total : subtotal.neg(),
        tsMs,
        rest: { [type]: told },
        cash: isBuy ? total.neg() : total,
      },
    ];
  };
  return [
    ...trade('buy', '0.02', dayMs(TRADING_BEGINS_DAY + 16)),
    ...trade('sell', '0.01', dayMs(TRADING_BEGINS_DAY + 17)),
  ];
}
