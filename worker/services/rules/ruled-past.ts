import type { RuleSpec } from '../../../contracts/rules.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { type SaleRow, salesWithin } from '../../../db/queries/simulations.ts';
import { type HeldOrder, holdPast, planPast } from '../../../domain/engine/hold-past.ts';
import type { MarketPlan } from '../../../domain/engine/market-needs.ts';
import { productKey, type Trader, type TraderFill } from '../../../domain/engine/trader.ts';
import { splitSymbol } from '../../../domain/history/product.ts';
import { HOUR_MS } from '../../../domain/indicators/candle.ts';
import { feeAssetOf } from '../../../domain/ledger/split-fee.ts';
import type { ReportFact } from '../../../domain/report/report-fact.ts';
import { sumOf, toDecimal, toUnits } from '../../../domain/report/units.ts';
import { leaveOutEntries } from '../../../domain/simulate/leave-out-entries.ts';
import { type RepricedFill, repriceSales } from '../../../domain/simulate/reprice-sales.ts';
import type { RuledOrder } from '../../../domain/simulate/simulate-rule.ts';
import type { Context } from '../../context.ts';
import {
  hoursIn,
  openPlans,
  planSpans,
  readHours,
  readMarket,
  type StoredPlan,
} from '../candles/stored-plans.ts';

/** Milliseconds UTC; from is included, to is not. */
export type Period = { fromMs: number; toMs: number; currency: string };

const NO_OUTAGES: ReadonlySet<string> = new Set();
const NO_MARKETS = { products: new Map(), outages: NO_OUTAGES, now: 0 };

type Past = { trader: Omit<Trader, 'votes' | 'resets' | 'rules'>; facts: readonly ReportFact[] };

/** How a rule is held against a trader's past: which candles that takes, and what came of it with those that are stored. */
export interface RuledPast {
  plans: MarketPlan[];
  open(stored: readonly StoredPlan[]): Promise<{
    /** What is not stored, or lost. */
    missing: StoredPlan['want'][];
    orders(nowMs: number): RuledOrder[];
  }>;
}

/** Rules on entries leave them out; those on exits give sales another price. */
export async function ruledPast(
  ctx: Context,
  user: UserRow,
  { rule, past, period }: { rule: RuleSpec; past: Past; period: Period },
): Promise<RuledPast> {
  if (rule.kind !== 'minHoldHours' && rule.kind !== 'maxLossPctPerTrade')
    return ofEntries(ctx, rule, past, period);
  const sales = await salesWithin(ctx.db, user.id, {
    from: new Date(period.fromMs),
    to: new Date(period.toMs),
  });
  return ofExits(
    ctx,
    rule,
    sales.filter(({ symbol }) => splitSymbol(symbol).quote === period.currency),
    past,
    period,
  );
}

function isWithin(
  { fromMs, toMs, currency }: Period,
  { ts, symbol }: Pick<TraderFill, 'ts' | 'symbol'>,
): boolean {
  return ts >= fromMs && ts < toMs && splitSymbol(symbol).quote === currency;
}

function ofEntries(ctx: Context, rule: RuleSpec, { trader, facts }: Past, period: Period): RuledPast {
  const isWanted = (fill: TraderFill) => fill.side === 'BUY' && isWithin(period, fill);
  const lots = Map.groupBy(facts, ({ orderId }) => orderId);
  return {
    plans: planPast(trader, { rules: [rule], isWanted }),
    async open(stored) {
      const { opened, missing } = await openPlans(ctx, stored, readMarket);
      return {
        missing,
        orders(nowMs) {
          const markets = { products: opened, outages: NO_OUTAGES, now: nowMs };
          const held = [...holdPast(trader, markets, { rules: [rule], isWanted })];
          return leaveOutEntries(
            held.map(({ symbol, orderId, checks }) => ({
              symbol,
              check: checks[0],
              lotNet: netOf(lots.get(orderId) ?? []),
            })),
          );
        },
      };
    },
  };
}

/** null: nothing was sold of any lot. */
function netOf(facts: readonly ReportFact[]): string | null {
  const nets = facts.flatMap(({ lotPnl }) => lotPnl ?? []);
  return nets.length === 0 ? null : toDecimal(sumOf(nets.map(toUnits)));
}

function ofExits(
  ctx: Context,
  rule: Extract<RuleSpec, { kind: 'minHoldHours' | 'maxLossPctPerTrade' }>,
  sales: readonly SaleRow[],
  { trader }: Past,
  period: Period,
): RuledPast {
  const isWanted = (fill: TraderFill) => fill.side === 'SELL' && isWithin(period, fill);
  // What a rule on exits looks at is in the books.
  const held = [...holdPast(trader, NO_MARKETS, { rules: [rule], isWanted })];
  const byOrder = Map.groupBy(sales, ({ orderId }) => orderId);
  const orders = held.map((order) => ({ order, sales: byOrder.get(order.orderId) ?? [] }));
  return {
    plans: planSpans(orders.flatMap(({ order, sales }) => sales.map((sale) => spanOf(rule, order, sale)))),
    async open(stored) {
      const { opened, missing } = await openPlans(ctx, stored, readHours);
      const exits = orders.map(({ order: { symbol, checks }, sales }) => ({
        symbol,
        check: checks[0],
        fills: sales.map(toRepricedFill),
      }));
      return {
        missing,
        orders: (nowMs) => repriceSales(rule, exits, { hoursOf: hoursIn(opened), nowMs }),
      };
    },
  };
}

/** The hours that the sale is repriced from. */
function spanOf(rule: RuleSpec, { checks: [check] }: HeldOrder, { broker, symbol, ts, parts }: SaleRow) {
  const product = { broker, symbol };
  if (rule.kind === 'minHoldHours') {
    const isEarly = check?.verdict === 'broken' && typeof check.value === 'number';
    const dueMs = isEarly ? ts + (rule.params.hours - Number(check.value)) * HOUR_MS : ts;
    return {
      ...product,
      fromMs: isEarly ? dueMs - HOUR_MS : ts,
      untilMs: isEarly ? dueMs + 25 * HOUR_MS : ts,
    };
  }
  const opened = parts.flatMap(({ openedAt }) => openedAt ?? []);
  return { ...product, fromMs: Math.min(ts, ...opened), untilMs: ts };
}

function toRepricedFill(sale: SaleRow): RepricedFill {
  const { broker, symbol, ts, qty, price, fee, feeInQuote, unknownQty, heldHours } = sale;
  const parts = sale.parts.map((part) => ({ ...part, ts, price, heldHours, resultVsEntry: null }));
  const isInBase = fee !== null && feeAssetOf(sale).role === 'base';
  return {
    product: productKey(broker, symbol),
    parts,
    trade: {
      ...{ symbol, side: 'SELL', ts, qty, price, fee: feeInQuote, parts, unknownQty },
      feeInBase: isInBase ? fee : '0',
    },
  };
}
