import Big from 'big.js';
import { DecimalSchema, PositiveDecimalSchema } from '../../../contracts/decimal.ts';
import { fail, ok, type Result } from '../../result.ts';
import { checkFill } from '../check-fill.ts';
import type { BrokerFill } from '../port.ts';
import type { Money, Transaction } from './wallet-schema.ts';

/** Digits kept of a price that is computed as worth / quantity, since a quotient need not end. */
const QUOTIENT_DECIMALS = 24;

const Quotient = Big();
Quotient.DP = QUOTIENT_DECIMALS;

/**
 * A buy or a sell of the simple product as a fill BASE-FIAT; the order is the buy's or the sell's own id. Price = worth without the fee / quantity.
 * The worth is `subtotal` where it is told. Where it is not, a buy's `native_amount` is what was paid, its fee included, and a sell's is what
 * the coins fetched before the fee. null: the wallet of the cash tells it. Without a fee in the body the fee is not known, and the price is what was paid or got for a unit.
 */
export function mapRetailTrade(transaction: Transaction, now: Date): Result<BrokerFill | null, string> {
  const { id, type, amount, native_amount, created_at } = transaction;
  const isBuy = type === 'buy';
  const told = isBuy ? transaction.buy : transaction.sell;
  const money = told?.subtotal ?? native_amount;
  if (!money) return fail(`This ${type} does not tell what was paid.`);
  // The coins' own wallet tells the trade. Whether the wallet of cash tells it again is not documented; once is enough.
  if (amount.currency === money.currency) return ok(null);
  const goes = amount.amount.startsWith('-');
  if (goes === isBuy) return fail(`A ${type} of ${amount.amount} ${amount.currency} cannot be.`);
  const fee = told?.fee && told.fee.currency === money.currency ? told.fee : null;
  const qty = amount.amount.replace(/^-/, '');
  const gross = grossOf(money, isBuy && !told?.subtotal ? fee : null);
  return checkFill(
    {
      extId: id,
      symbol: `${amount.currency}-${money.currency}`,
      side: isBuy ? 'BUY' : 'SELL',
      qty,
      price: priceOf(gross, qty),
      fee: fee?.amount ?? null,
      feeCurrency: fee?.currency ?? null,
      ts: created_at,
      venueSeq: null,
      orderId: told?.id || null,
    },
    now,
  );
}

/** What is no number stays as it is and is refused by its form. */
function grossOf(worth: Money, fee: Money | null): string {
  const text = worth.amount.replace(/^-/, '');
  const counts = DecimalSchema.safeParse(text).success && DecimalSchema.safeParse(fee?.amount).success;
  return fee && counts ? new Big(text).minus(fee.amount).toFixed() : text;
}

function priceOf(gross: string, qty: string): string {
  const divides = DecimalSchema.safeParse(gross).success && PositiveDecimalSchema.safeParse(qty).success;
  return divides ? new Quotient(gross).div(qty).toFixed() : gross;
}
