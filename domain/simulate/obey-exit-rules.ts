import type { Big } from 'big.js';
import type { RuleKind, RuleSpec } from '../../contracts/rules.ts';
import { known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import { isPositive, restoreDecimal, ZERO } from '../ledger/money.ts';
import { checkRules } from '../rules/check-rules.ts';
import {
  below,
  bring,
  type Position,
  perUnit,
  type SimulatedTrade,
  type SoldPart,
  sumOf,
} from './position.ts';
import { closeOf, type PriceBar } from './price-bars.ts';
import { type StopOut, stopOut } from './stop-out.ts';

type ExitEffect = { kind: RuleKind; effect: 'sale_later' | 'loss_cut' };

/** An exit as it was, or as a rule makes it. ts null: not before the last bar. */
type Exit = { qty: Big; ts: number | null; price: Big; brings: Big; isReal: boolean };

/**
 * What a position brings if the rules on exits are kept, and which of them changed something.
 *
 * A sale that breaks minHoldHours (as check-rules.ts says, with the sale's own hold time) happens at the first close after that time, and counts at the
 * last bar's close where that is later. Under maxLossPctPerTrade all that is held when the market comes down to the limit goes out there, as
 * stopOut says, or by a sale below the limit at the limit; a sale in the same hour is taken to come after it. Of a SELL only the hours after it are
 * read, so that a loss beyond the limit is cut at the limit itself.
 */
export function obeyExitRules(
  { trade, position, rules }: { trade: SimulatedTrade; position: Position; rules: readonly RuleSpec[] },
  bars: readonly PriceBar[],
): { brings: Big; effects: ExitEffect[] } {
  const last = restoreDecimal(bars.at(-1)?.close ?? trade.price);
  const exits = trade.parts.map((part) => exitOf(part, { trade, position, rules }, bars, last));
  const rest = position.qty.minus(sumOf(trade.parts, 'qty'));
  if (isPositive(rest))
    exits.push({ qty: rest, ts: null, price: last, brings: bring(position, rest, last), isReal: false });

  const limit = limitOf(trade, rules);
  const isStillHeld = trade.side === 'BUY' || exits.some(({ isReal }) => !isReal);
  const stop = limit !== null && isStillHeld ? stopOut(bars, trade.ts, limit) : null;
  const cut = exits.map((exit) => cutAt(exit, stop, limit));
  const brings = exits.reduce((sum, exit, at) => {
    const price = cut[at];
    return sum.plus(price ? bring(position, exit.qty, price) : exit.brings);
  }, ZERO);
  const effects: ExitEffect[] = [];
  if (exits.some(({ isReal }, at) => !isReal && at < trade.parts.length))
    effects.push({ kind: 'minHoldHours', effect: 'sale_later' });
  if (cut.some((price) => price !== null)) effects.push({ kind: 'maxLossPctPerTrade', effect: 'loss_cut' });
  return { brings, effects };
}

function exitOf(
  part: SoldPart,
  { trade, position, rules }: { trade: SimulatedTrade; position: Position; rules: readonly RuleSpec[] },
  bars: readonly PriceBar[],
  last: Big,
): Exit {
  const qty = restoreDecimal(part.qty);
  const due = dueAt(part, trade.symbol, rules);
  if (due === null) {
    const brings = restoreDecimal(part.proceeds);
    return { qty, ts: part.ts, price: restoreDecimal(part.price), brings, isReal: true };
  }
  const bar = bars.find((one) => closeOf(one) >= due);
  const price = bar ? restoreDecimal(bar.close) : last;
  return {
    qty,
    ts: bar ? closeOf(bar) : null,
    price,
    brings: bring(position, qty, price),
    isReal: false,
  };
}

/** When a sale that came too early may happen; null: it did not. */
function dueAt(part: SoldPart, symbol: string, rules: readonly RuleSpec[]): number | null {
  const rule = rules.find(({ kind }) => kind === 'minHoldHours');
  if (rule?.kind !== 'minHoldHours' || part.heldHours === null) return null;
  const check = checkRules(ofExits(rules), exitSituation(part, symbol)).find(
    ({ kind }) => kind === 'minHoldHours',
  );
  return check?.verdict === 'broken' ? part.ts + (rule.params.hours - part.heldHours) * HOUR_MS : null;
}

function ofExits(rules: readonly RuleSpec[]): RuleSpec[] {
  return rules.filter(({ kind }) => kind === 'minHoldHours' || kind === 'maxLossPctPerTrade');
}

const NOT_ASKED = unknown(UNKNOWN.notAnEntry);
const NO_COST = unknown(UNKNOWN.basisUnknown);

function exitSituation({ ts, heldHours, resultVsEntry }: SoldPart, symbol: string) {
  return {
    side: 'SELL' as const,
    symbol,
    ts,
    minuteOfDay: 0,
    changeOver: () => NOT_ASKED,
    dayTrades: NOT_ASKED,
    minutesSinceLoss: NOT_ASKED,
    positionShare: NOT_ASKED,
    heldHours: heldHours === null ? NO_COST : known(heldHours),
    resultVsEntry: resultVsEntry === null ? NO_COST : known(resultVsEntry),
  };
}

/** The price at which a loss is cut: below that of the buy, or the average one of the lots that were sold. */
function limitOf(trade: SimulatedTrade, rules: readonly RuleSpec[]): Big | null {
  const rule = rules.find(({ kind }) => kind === 'maxLossPctPerTrade');
  if (rule?.kind !== 'maxLossPctPerTrade') return null;
  const entry =
    trade.side === 'BUY'
      ? restoreDecimal(trade.price)
      : perUnit(sumOf(trade.parts, 'entryValue'), sumOf(trade.parts, 'qty'));
  return below(entry, rule.params.pct);
}

/** The price at which an exit is cut; null: it is not. */
function cutAt({ ts, price }: Exit, stop: StopOut | null, limit: Big | null): Big | null {
  if (stop && (ts === null || ts >= stop.bar.ts)) return stop.price;
  return limit && price.lt(limit) ? limit : null;
}
