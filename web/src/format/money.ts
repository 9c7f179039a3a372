import { moneyDecimals } from '../../../domain/reflect/money-decimals.ts';
import { formatNumber } from './number.ts';

/** By the decimals they have at most, for formatNumber finds constants again; no more than every Intl knows. */
const MOST_DECIMALS = 20;
const MONEY = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => ({
  minimumFractionDigits: Math.min(2, decimals),
  maximumFractionDigits: decimals,
}));
const SIGNED = MONEY.map((options) => ({ ...options, signDisplay: 'exceptZero' }) as const);

/** An amount of an asset: cents of money, more digits of other assets and below a cent. */
export function formatMoney(value: string, currency: string): string {
  return formatNumber(value, MONEY[decimalsOf(value, currency)]);
}

/** The same with its sign. */
export function formatPnl(value: string, currency: string): string {
  return formatNumber(value, SIGNED[decimalsOf(value, currency)]);
}

/** '412.30 USD': how large a result is, where words say whether it is a gain. */
export function formatSize(value: string, currency: string): string {
  return `${formatMoney(value.replace('-', ''), currency)} ${currency}`;
}

function decimalsOf(value: string, currency: string): number {
  return Math.min(MOST_DECIMALS, moneyDecimals(value, currency));
}
