import type { Simulation } from '../../../../../contracts/simulations.ts';
import { RULE_NAMES } from '../../../../../domain/rules/tell-rule.ts';
import { formatPrice, quoteOf, signOf } from '../../../format/decimal.ts';
import { formatMoney, formatPnl, formatSize } from '../../../format/money.ts';
import { formatNumber } from '../../../format/number.ts';
import { subtractDecimals } from '../../../format/sum-decimals.ts';
import { formatDateTime, formatShortDay } from '../../../format/time.ts';
import { lowestHeld } from './lowest-held.ts';

/** The answer first: what holding would have come to, against what it did. */
export function tellWhatIf(simulation: Simulation, timezone: string): string {
  const { side, hold, actual, horizonDays, incomplete, until, symbol } = simulation;
  const quote = quoteOf(symbol);
  const days = `${horizonDays} ${horizonDays === 1 ? 'day' : 'days'}`;
  const asked = side === 'BUY' ? `Held for ${days}` : `Sold ${days} later`;
  const known = `${side === 'BUY' ? 'Held' : 'Not sold'} until the last known hour, ${formatDateTime(until, timezone)}`;
  const less = lessThan(actual.pnl, hold.pnl, quote);
  const against =
    signOf(less) === 'flat'
      ? 'the same as it did'
      : `${formatSize(less, quote)} ${signOf(less) === 'gain' ? 'less' : 'more'} than it did`;
  return `${incomplete ? known : asked}, this trade would have come to ${formatPnl(hold.pnl, quote)} ${quote}: ${against}.`;
}

/** How much less `hold` is: the difference of the figures beside it, as they are shown; where these are the same, whatever is left between the two. */
function lessThan(actual: string, hold: string, quote: string): string {
  const shown = subtractDecimals(asShown(actual, quote), asShown(hold, quote));
  return signOf(shown) === 'flat' ? subtractDecimals(actual, hold) : shown;
}

function asShown(decimal: string, quote: string): string {
  return formatMoney(decimal, quote).replaceAll(',', '').replace('−', '-');
}

/** What the percentage moves; null: nothing. A rule on losses sets the stop by itself, and a sale waits for nothing. */
export function pullbackLabel({ side, stop }: Simulation): string | null {
  if (stop.source === 'rule') return side === 'BUY' ? 'Pullback' : null;
  return side === 'BUY' ? 'Pullback, stop' : 'Stop';
}

const PCT = { maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;

/** '+4.1%' of what the entry cost. */
export function tellPct(pct: string): string {
  return `${formatNumber(pct, PCT)}%`;
}

/** To when it is held, and the worst on the way there. */
export function tellHeld(simulation: Simulation, timezone: string): string {
  const lowest = lowestHeld(simulation.series);
  const quote = quoteOf(simulation.symbol);
  const worst = lowest
    ? `; at its lowest hour shown ${formatPnl(lowest.hold, quote)} ${quote}, ${formatShortDay(lowest.ts, timezone)}`
    : '';
  return `To ${formatDateTime(simulation.until, timezone)}${worst}.`;
}

/** Where waiting for a pullback of so many percent would have come in. */
export function tellWait(
  wait: NonNullable<Simulation['wait']>,
  waitPct: Simulation['waitPct'],
  timezone: string,
): string {
  if (!wait.filled || !wait.entryTs || !wait.entryPrice)
    return `It never pulled back ${waitPct}%: not bought.`;
  return `In at ${formatPrice(wait.entryPrice)}, ${formatDateTime(wait.entryTs, timezone)}.`;
}

export function tellStop({ stop }: Simulation, timezone: string): string {
  const level = `${formatPrice(stop.level)}, ${stop.levelPct}% below your fill`;
  if (!stop.hit || !stop.exitTs || !stop.exitPrice) return `Never down to ${level}: held on.`;
  const when = formatDateTime(stop.exitTs, timezone);
  return stop.gap
    ? `Out at ${formatPrice(stop.exitPrice)} over a gap, ${when}; the stop stood at ${level}.`
    : `Out at ${level}, ${when}.`;
}

const EFFECTS = {
  no_entry: 'keeps it from being made',
  sale_later: 'sells it later',
  loss_cut: 'cuts the loss',
  not_judged: 'cannot be judged',
};

/** What each rule does to it; those that change something first, a later sale before the cut of its loss. */
export function tellByRules(rule: NonNullable<Simulation['rule']>): string {
  const told = (effect: keyof typeof EFFECTS) =>
    rule.rules
      .filter((one) => one.effect === effect)
      .map(({ kind }) => `“${RULE_NAMES[kind]}” ${EFFECTS[effect]}`);
  const exits = [...told('sale_later'), ...told('loss_cut')].join(', then ');
  const telling = [...told('no_entry'), exits, ...told('not_judged')].filter((part) => part !== '');
  return telling.length === 0 ? 'No rule of yours changes it.' : `${telling.join('; ')}.`;
}
