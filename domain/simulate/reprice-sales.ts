import type { Big } from 'big.js';
import type { RuleCheck, RuleSpec } from '../../contracts/rules.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import { formatDecimal, restoreDecimal, ZERO } from '../ledger/money.ts';
import {
  below,
  bring,
  type Position,
  perUnit,
  positionOf,
  type SimulatedTrade,
  type SoldPart,
  sumOf,
} from './position.ts';
import { barsWithin, closeOf, type PriceBar } from './price-bars.ts';
import type { RuledOrder, RuledResult } from './simulate-rule.ts';
import { type StopOut, stopOut } from './stop-out.ts';

/** A fill of an exit order; each part with the time at which its lot was bought, milliseconds UTC, null: not known. */
export type RepricedFill = {
  /** Its key, since products of two brokers are two. */
  product: string;
  trade: SimulatedTrade;
  parts: readonly (SoldPart & { openedAt: number | null })[];
};

/** An exit order with how a rule stood with it. */
export type JudgedExit = { symbol: string; check: RuleCheck | undefined; fills: readonly RepricedFill[] };

/** The hours of a product between two times, milliseconds UTC; null: not all of them are known. */
export type HoursOf = (product: string, fromMs: number, untilMs: number) => readonly PriceBar[] | null;

type Repriced = Big | 'undecided' | 'not_judged';

/**
 * Sales as a rule on exits would have made them. minHoldHours: one that came too early at the first close after its time. maxLossPctPerTrade: each lot
 * where the market first comes down to the limit, as stopOut says, or by a sale below the limit at the limit; that takes sales with them that came out well.
 * @param nowMs what closes later is not known yet, and leaves a sale undecided
 */
export function repriceSales(
  rule: Extract<RuleSpec, { kind: 'minHoldHours' | 'maxLossPctPerTrade' }>,
  orders: readonly JudgedExit[],
  { hoursOf, nowMs }: { hoursOf: HoursOf; nowMs: number },
): RuledOrder[] {
  const stopsOf = openStops(hoursOf);
  return orders.map(({ symbol, check, fills }) => ({
    symbol,
    result:
      rule.kind === 'minHoldHours'
        ? sellLater({ fills, check, hours: rule.params.hours }, { hoursOf, nowMs })
        : cutLosses(fills, rule.params.pct, stopsOf),
  }));
}

function sellLater(
  { fills, check, hours }: Omit<JudgedExit, 'symbol'> & { hours: number },
  { hoursOf, nowMs }: { hoursOf: HoursOf; nowMs: number },
): RuledResult {
  if (check?.verdict === 'kept') return { kind: 'unchanged' };
  const held = check?.value;
  if (check?.verdict !== 'broken' || typeof held !== 'number') return { kind: 'not_judged' };
  return sumFills(fills, (position, { trade, product }) => {
    const dueMs = trade.ts + (hours - held) * HOUR_MS;
    // A day, since an hour without a trade has no bar.
    const untilMs = Math.ceil(dueMs / HOUR_MS) * HOUR_MS + 24 * HOUR_MS;
    if (dueMs > nowMs - HOUR_MS) return 'undecided';
    const bars = hoursOf(product, dueMs - HOUR_MS, Math.min(untilMs, nowMs));
    const bar = bars?.find((one) => closeOf(one) >= dueMs);
    return bar ? bring(position, position.qty, restoreDecimal(bar.close)) : 'not_judged';
  });
}

function cutLosses(fills: readonly RepricedFill[], pct: number, stopsOf: StopsOf): RuledResult {
  let isCut = false;
  const result = sumFills(fills, (position, fill) => {
    let brings = ZERO;
    for (const part of fill.parts) {
      const price = limitReached(fill, part, pct, stopsOf);
      if (price === 'not_judged') return price;
      isCut ||= price !== null;
      const qty = restoreDecimal(part.qty);
      brings = brings.plus(price ? bring(position, qty, price) : restoreDecimal(part.proceeds));
    }
    return brings;
  });
  return result.kind === 'changed' && !isCut ? { kind: 'unchanged' } : result;
}

function limitReached(
  { trade, product }: RepricedFill,
  part: RepricedFill['parts'][number],
  pct: number,
  stopsOf: StopsOf,
): Big | 'not_judged' | null {
  const limit = below(perUnit(restoreDecimal(part.entryValue), restoreDecimal(part.qty)), pct);
  if (part.openedAt !== null) {
    const out = stopsOf({ product, openedAt: part.openedAt, limit }, trade.ts);
    if (out === 'not_judged') return out;
    if (out) return out.price;
  }
  return restoreDecimal(trade.price).lt(limit) ? limit : null;
}

type Lot = { product: string; openedAt: number; limit: Big };
/** Where a lot is stopped out by a time; null: it is not. */
type StopsOf = (lot: Lot, untilMs: number) => StopOut | 'not_judged' | null;

/** Goes on where the last look at a lot ended: one that is sold in thousands of slices is gone over once. */
function openStops(hoursOf: HoursOf): StopsOf {
  const looked = new Map<string, { untilMs: number; out: StopOut | null }>();
  return ({ product, openedAt, limit }, untilMs) => {
    const key = `${product} ${openedAt} ${limit.toFixed()}`;
    let seen = looked.get(key) ?? { untilMs: openedAt, out: null };
    if (seen.out === null && untilMs > seen.untilMs) {
      const bars = hoursOf(product, seen.untilMs, untilMs);
      if (!bars) return 'not_judged';
      seen = { untilMs, out: stopOut(barsWithin(bars, seen.untilMs, untilMs), openedAt, limit) };
      looked.set(key, seen);
    }
    return seen.out && closeOf(seen.out.bar) <= untilMs ? seen.out : null;
  };
}

/** What an order made and would have made: all of its fills, or none. */
function sumFills(
  fills: readonly RepricedFill[],
  reprice: (position: Position, fill: RepricedFill) => Repriced,
): RuledResult {
  let [net, would] = [ZERO, ZERO];
  let repriced = 0;
  for (const fill of fills) {
    const position = positionOf(fill.trade);
    // Of unknown cost: it has no result.
    if (!position) continue;
    const brings = reprice(position, fill);
    if (brings === 'undecided' || brings === 'not_judged') return { kind: brings };
    net = net.plus(sumOf(fill.parts, 'proceeds')).minus(position.cost);
    would = would.plus(brings).minus(position.cost);
    repriced += 1;
  }
  if (repriced === 0) return { kind: 'not_judged' };
  return { kind: 'changed', net: formatDecimal(net), would: formatDecimal(would) };
}
