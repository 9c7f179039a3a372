import { FIAT, PEGGED } from '../../../../domain/ledger/money-assets.ts';

/** What is no money, and others are priced in. */
const CRYPTO = ['BTC', 'XBT', 'ETH', 'BNB', 'SOL', 'XRP', 'TRX', 'DOGE', 'DOT', 'KCS', 'MNT'];

/** What a pair without a hyphen can end with. Longest first: USDT is not USD with a T before it. */
const QUOTES = [...FIAT, ...PEGGED, ...CRYPTO].sort((a, b) => b.length - a.length);

/** As the product names an asset: XBT is BTC. */
export function assetName(text: string): string {
  const name = text.trim().toUpperCase();
  return name === 'XBT' ? 'BTC' : name;
}

/** The two assets of BTC-USD, BTC/USD, BTC_USD, BTC:USD or BTCUSD. null: nobody can say where one ends. */
export function splitPair(text: string): { base: string; quote: string } | null {
  const pair = text.trim().toUpperCase();
  const parts = pair.split(/[-/_:]/);
  if (parts.length > 2) return null;
  const [left = '', right] = parts;
  if (right !== undefined) return left && right ? { base: assetName(left), quote: assetName(right) } : null;
  const quote = QUOTES.find((known) => pair.endsWith(known) && pair.length > known.length);
  return quote === undefined
    ? null
    : { base: assetName(pair.slice(0, -quote.length)), quote: assetName(quote) };
}
