import { formatNumber } from './number.ts';

const PRICE = { minimumFractionDigits: 2, maximumFractionDigits: 10 };
const QUANTITY = { maximumFractionDigits: 10 };
const EXACT = { maximumFractionDigits: 60 };
const COUNT = { maximumFractionDigits: 0 };

export function formatPrice(value: string): string {
  return formatNumber(value, PRICE);
}

export function formatQuantity(value: string): string {
  return formatNumber(value, QUANTITY);
}

/** Every digit, for titles beside a rounded figure. */
export function formatExact(value: string): string {
  return formatNumber(value, EXACT);
}

export function formatCount(value: number): string {
  return formatNumber(value, COUNT);
}

export function signOf(value: string): 'gain' | 'loss' | 'flat' {
  if (!/[1-9]/.test(value)) return 'flat';
  return value.startsWith('-') ? 'loss' : 'gain';
}

/** The quote currency of a product such as BTC-USD. */
export function quoteOf(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('-') + 1);
}

/** The base of a product such as BTC-USD. */
export function baseOf(symbol: string): string {
  const hyphen = symbol.lastIndexOf('-');
  return hyphen === -1 ? symbol : symbol.slice(0, hyphen);
}
