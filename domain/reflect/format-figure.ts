import BigJs, { type Big } from 'big.js';
import { moneyDecimals } from './money-decimals.ts';

/** Figures as the page shows them, so that a text and the table below it agree: halves are rounded up on the decimal digits. */

const HOURS_PER_DAY = 24;
const DAYS_FROM_HOURS = 48;

/** A fraction's size in percent, one decimal at most: -0.0943 is "9.4%". The words around it tell the sign. */
export function formatPercent(fraction: number): string {
  return `${oneDecimal(new BigJs(fraction).abs().times(100))}%`;
}

/** An index, a ratio or a count, one decimal at most. */
export function formatNumber(value: number): string {
  return oneDecimal(new BigJs(value));
}

/** A whole number's place: "1st", "12th", "23rd". */
export function formatOrdinal(place: number): string {
  const teen = place % 100 > 10 && place % 100 < 14;
  const ending = teen ? undefined : ['th', 'st', 'nd', 'rd'][place % 10];
  return `${formatNumber(place)}${ending ?? 'th'}`;
}

/** An amount's size: cents of money, more digits of other assets and below a cent, so that 0.0149 BTC is not told as 0.01. */
export function formatAmount(amount: string, currency: string): string {
  const size = new BigJs(amount).abs();
  return group(size.toFixed(moneyDecimals(size.toFixed(), currency)).replace(/(\.\d\d\d*?)0+$/, '$1'));
}

/** "12 minutes", "26.4 hours", from 48 hours on "2.4 days". */
export function formatHeld(hours: number): string {
  if (hours * 60 < 1) return 'less than a minute';
  const held = new BigJs(hours);
  if (hours < 1) return count(held.times(60).toFixed(0), 'minute');
  if (hours < DAYS_FROM_HOURS) return count(oneDecimal(held), 'hour');
  return count(oneDecimal(held.div(HOURS_PER_DAY)), 'day');
}

function count(figure: string, unit: string): string {
  return `${figure} ${unit}${figure === '1' ? '' : 's'}`;
}

function oneDecimal(value: Big): string {
  const text = value.toFixed(1);
  return group(text.endsWith('.0') ? text.slice(0, -2) : text);
}

/** Thousands apart: "5,798.93". */
function group(text: string): string {
  const [whole = '', decimals] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
