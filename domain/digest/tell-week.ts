import type { DigestPayload } from '../../contracts/digests.ts';
import { formatAmount, formatNumber } from '../reflect/format-figure.ts';
import { toUnits } from '../report/units.ts';

type Told = Pick<
  DigestPayload,
  'net' | 'currency' | 'trades' | 'wins' | 'losses' | 'fills' | 'orders' | 'before' | 'currencies'
>;

/**
 * The week in two sentences: what it came to, and beside what. Without advice, and without a percentage of a few trades. Both are of one currency: there may
 * have been trades in another, and of the week before nobody knows.
 */
export function tellWeek(week: Told): { headline: string; rest: string } {
  return { headline: headlineOf(week), rest: restOf(week) };
}

function headlineOf({ net, currency, trades, wins, fills, orders, currencies }: Told): string {
  if (fills === 0) return 'You did not trade this week.';
  if (trades === 0) {
    const which = currencies.length > 1 ? ` in ${currency}` : '';
    return `${countOf(orders, 'order')}${which} this week, and none that realised a result.`;
  }
  const won = `${formatNumber(wins)} won`;
  return `${sizeOf(net, currency)} over ${countOf(trades, 'trade')}, ${won}.`;
}

function restOf({ fills, trades, net, currency, before }: Told): string {
  if (before.fills === 0)
    return fills === 0 ? 'Nor the week before.' : `There was no trade in ${currency} the week before.`;
  const past =
    before.trades === 0
      ? `The week before had ${countOf(before.orders, 'order')} in ${currency} and no result`
      : `The week before: ${signed(before.net, currency)} ${currency} over ${countOf(before.trades, 'trade')}`;
  if (trades === 0 || before.trades === 0) return `${past}.`;
  const [now, then] = [toUnits(net), toUnits(before.net)];
  const change = now > then ? 'higher' : now < then ? 'lower' : 'the same';
  return `${past}; this one came out ${change}.`;
}

function sizeOf(net: string, currency: string): string {
  const units = toUnits(net);
  if (units === 0n) return 'You came out even';
  return `You ${units > 0n ? 'made' : 'lost'} ${formatAmount(net, currency)} ${currency}`;
}

function signed(amount: string, currency: string): string {
  const units = toUnits(amount);
  return `${units < 0n ? '−' : units > 0n ? '+' : ''}${formatAmount(amount, currency)}`;
}

function countOf(count: number, one: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : `${one}s`}`;
}
