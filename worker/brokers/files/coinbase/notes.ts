import { assetName } from '../values/assets.ts';
import { plainDecimal } from '../values/decimals.ts';

/** What the note of a trade tells beyond its row: "Bought 0.5 BTC for 20,050.00 USDC on BTC-USDC at 40,000.00 USDC/BTC". */
export interface TradeNote {
  quote: string;
  /** What was paid or received in all, fees included. */
  total: string | null;
  /** Of one unit, in the quote asset. */
  price: string | null;
}

const MONEY = String.raw`\p{Sc}?\s?([\d.,]+)\s+([\p{L}\p{N}.]+)`;
const TRADED = new RegExp(
  String.raw`^(?:Bought|Sold)\s+\S+\s+\S+\s+for\s+${MONEY}(?:\s+on\s+(\S+?)-(\S+))?(?:\s+at\s+\p{Sc}?([\d.,]+)\s+(\S+?)\/\S+)?`,
  'iu',
);
const PRODUCT = /\bon\s+\S+?-([A-Z0-9]+)\b/;

/** null: the note names no quote asset. */
export function readTradeNote(note: string): TradeNote | null {
  const [, total, currency, , productQuote, price, priceCurrency] = TRADED.exec(note) ?? [];
  if (total === undefined || currency === undefined) {
    const [, quote] = PRODUCT.exec(note) ?? [];
    return quote === undefined ? null : { quote: assetName(quote), total: null, price: null };
  }
  const quote = assetName(productQuote ?? currency);
  return {
    quote,
    total: assetName(currency) === quote ? plainDecimal(total) : null,
    price: price !== undefined && assetName(priceCurrency ?? '') === quote ? plainDecimal(price) : null,
  };
}

const CONVERTED = /^Converted\s+([\d.,]+)\s+(\S+)\s+to\s+([\d.,]+)\s+(\S+?)\.?$/i;

export interface ConvertNote {
  out: { asset: string; qty: string };
  in: { asset: string; qty: string };
}

/** "Converted 0.1 ETH to 250.00 USDC". null: it does not say so. */
export function readConvertNote(note: string): ConvertNote | null {
  const [, given, from = '', got, to = ''] = CONVERTED.exec(note.trim()) ?? [];
  const [outQty, inQty] = [plainDecimal(given ?? ''), plainDecimal(got ?? '')];
  if (outQty === null || inQty === null) return null;
  return { out: { asset: assetName(from), qty: outQty }, in: { asset: assetName(to), qty: inQty } };
}
