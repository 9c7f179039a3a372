import { moneyDecimals } from '../../../domain/reflect/money-decimals.ts';
import { formatNumber } from './number.ts';

const PRICE = { minimumFractionDigits: 2, maximumFractionDigits: 10 };
const QUANTITY = { maximumFractionDigits: 10 };
/** By the decimals they have at most, for formatNumber finds constants again; no more than every Intl knows. */
const MOST_DECIMALS = 20;
const MONEY = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => ({
  minimumFractionDigits: Math.min(2, decimals),
  maximumFractionDigits: decimals,
}));
const SIGNED = MONEY.map((options) => ({ ...options, signDisplay: 'exceptZero' }) as const);
const EXACT = { maximumFractionDigits: 60 };
const COUNT = { maximumFractionDigits: 0 };

export function formatPrice(value: string): string {
  return formatNumber(value, PRICE);
}

export function formatQuantity(value: string): string {
  return formatNumber(value, QUANTITY);
}

/** An amount of an asset: cents of money, more digits of other assets and below a cent. */
export function formatMoney(value: string, currency: string): string {
  return formatNumber(value, MONEY[decimalsOf(value, currency)]);
}

/** The same with its sign. */
export function formatPnl(value: string, currency: string): string {
  return formatNumber(value, SIGNED[decimalsOf(value, currency)]);
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

function decimalsOf(value: string, currency: string): number {
  return Math.min(MOST_DECIMALS, moneyDecimals(value, currency));
}
