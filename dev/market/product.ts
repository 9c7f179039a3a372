/** A spot market. Decimals are those of its increments: price in quote units, size in base units. */
export interface Product {
  id: string;
  base: string;
  quote: string;
  priceDecimals: number;
  sizeDecimals: number;
}

const QUOTES = ['USDT', 'USDC', 'USD', 'EUR', 'GBP', 'BTC', 'ETH'];
const SIZE_DECIMALS = new Map([['DOGE', 1]]);

export function product(base: string, quote: string, priceDecimals: number): Product {
  return { id: `${base}-${quote}`, base, quote, priceDecimals, sizeDecimals: SIZE_DECIMALS.get(base) ?? 8 };
}

/** Splits a joined symbol such as BTCUSD; undefined when its quote currency is not known. */
export function splitSymbol(symbol: string): { base: string; quote: string } | undefined {
  const quote = QUOTES.find((candidate) => symbol.endsWith(candidate) && symbol.length > candidate.length);
  return quote === undefined ? undefined : { base: symbol.slice(0, -quote.length), quote };
}

/** Plain decimal text: no exponent, no trailing zeros. */
export function decimalText(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
