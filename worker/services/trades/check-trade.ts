import BigJs from 'big.js';
import type { Broker } from '../../../contracts/brokers.ts';
import type { Check, CheckProducts, CheckRequest } from '../../../contracts/check.ts';
import type { Decimal } from '../../../contracts/decimal.ts';
import { FEATURE_NAMES, type FeatureSet } from '../../../contracts/features.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { CONDITION_NAMES, conditionsOf } from '../../../domain/check/conditions.ts';
import { similarOutcomes } from '../../../domain/check/similar-outcomes.ts';
import { NAMED, sumUp } from '../../../domain/check/sum-up.ts';
import { usualFee, usualQty } from '../../../domain/check/usual-size.ts';
import type { TradedProduct } from '../../../domain/engine/books.ts';
import { type Markets, productKey, type TraderFill } from '../../../domain/engine/trader.ts';
import { UNKNOWN } from '../../../domain/features/unknown-reason.ts';
import { splitSymbol } from '../../../domain/history/product.ts';
import { decimalOf } from '../../../domain/ledger/money.ts';
import type { AfterAnswer, Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { snapshotLoader } from '../candles/markets.ts';
import { marketsInTime } from '../candles/markets-in-time.ts';
import { standingOf, type TraderStanding } from './standing.ts';

/** Why there is nothing to check yet. */
export interface CheckRefusal {
  code: 'product_unknown' | 'nothing_held' | 'price_needed' | 'quantity_needed';
}

/** Of whoever has never traded: whose hours are read then. */
const FIRST_BROKER: Broker = 'coinbase';
const MOST_SHOWN = 5;
/** While the price is looked up the ledger wants one that it can book: times and lots do not depend on it. */
const ANY_AMOUNT = '1';
const OUT_OF_REACH = 'its hourly candles could not be read in time';

/** The trader's own products, the one that was traded last first. */
export async function productsToCheck(ctx: Context, user: UserRow): Promise<CheckProducts> {
  const { scoring } = await standingOf(ctx, user);
  return { products: scoring.products().map(({ broker, symbol, held }) => ({ broker, symbol, held })) };
}

/**
 * Holds a trade that is only thought of against the trader's history, as if it were its last fill, and tells what the engine makes of it. Nothing is stored,
 * and the fill is known to nobody else.
 */
export async function checkTrade(
  ctx: Context,
  user: UserRow,
  request: CheckRequest,
  afterAnswer: AfterAnswer,
): Promise<Result<Check, CheckRefusal>> {
  const standing = await standingOf(ctx, user);
  const { symbol, side } = request;
  const traded = productOf(standing, request);
  const broker = request.broker ?? traded?.broker ?? brokerOf(standing);
  const held = traded && /[1-9]/.test(traded.held) ? traded.held : null;
  if (side === 'SELL' && request.qty === undefined && held === null) return fail({ code: 'nothing_held' });

  const thought = fillOf(ctx, standing, { ...request, broker });
  const plans = standing.scoring.plansFor({
    ...thought,
    qty: request.qty ?? held ?? ANY_AMOUNT,
    price: request.price ?? ANY_AMOUNT,
  });
  const markets = await marketsInTime(plans, {
    load: snapshotLoader(ctx),
    now: ctx.now().getTime(),
    afterAnswer,
  });
  const market = stateOf(markets, productKey(broker, symbol));
  if (market === 'none' && !traded) return fail({ code: 'product_unknown' });

  const price = priceOf(request, markets, { key: productKey(broker, symbol), ts: thought.ts, traded });
  if (!price) return fail({ code: 'price_needed' });
  const qty = qtyOf(request, standing, { held, price: price.value });
  if (!qty) return fail({ code: 'quantity_needed' });
  const value = new BigJs(price.value).times(qty.value);
  const fee = usualFee(standing.orders, splitSymbol(symbol).quote, value);
  const scored = standing.scoring.ask({ ...thought, qty: qty.value, price: price.value, fee }, markets);

  const { features, reason } = scored.evidence;
  const found = similarOutcomes(
    standing.similarity[side].to(conditionsOf(features)),
    `similar ${NAMED[side].many}`,
  );
  const told = {
    ...{ symbol, side, market, labels: scored.tags, rules: scored.rules },
    ...(reason !== undefined && { reason: market === 'out' ? OUT_OF_REACH : reason }),
    similar: similarOf(standing, request, found),
  };
  return ok({
    ...told,
    ...{ broker, price, qty, fee },
    ts: new Date(thought.ts).toISOString(),
    sentence: sumUp(told),
    features: market === 'out' ? outOfReach(features) : features,
  });
}

/** After all that happened, and of an order of its own. */
function fillOf(
  ctx: Context,
  { scoring }: TraderStanding,
  { symbol, side, broker }: CheckRequest & { broker: Broker },
): Omit<TraderFill, 'qty' | 'price'> {
  const id = ctx.newId();
  return {
    ...{ id, extId: id, orderId: id, broker, symbol, side },
    ...{ fee: null, feeCurrency: null, venueSeq: null, remembered: null },
    ts: Math.max(ctx.now().getTime(), (scoring.products()[0]?.lastTs ?? 0) + 1),
  };
}

function productOf({ scoring }: TraderStanding, { symbol, broker }: CheckRequest): TradedProduct | undefined {
  const own = scoring
    .products()
    .filter((product) => product.symbol === symbol && (broker === undefined || product.broker === broker));
  return own.find(({ held }) => held !== '0') ?? own[0];
}

function brokerOf({ scoring }: TraderStanding): Broker {
  return scoring.products()[0]?.broker ?? FIRST_BROKER;
}

function stateOf(markets: Markets, key: string): Check['market'] {
  if (markets.outages.has(key)) return 'out';
  return markets.products.has(key) ? 'read' : 'none';
}

function priceOf(
  { price }: CheckRequest,
  markets: Markets,
  { key, ts, traded }: { key: string; ts: number; traded: TradedProduct | undefined },
): Check['price'] | null {
  if (price !== undefined) return { value: price, source: 'given' };
  const close = markets.products.get(key)?.priceAt(ts) ?? null;
  if (close !== null) return { value: decimalOf(close), source: 'last_close' };
  return traded ? { value: traded.lastPrice, source: 'last_trade' } : null;
}

function qtyOf(
  { symbol, side, qty }: CheckRequest,
  { orders }: TraderStanding,
  { held, price }: { held: Decimal | null; price: Decimal },
): Check['qty'] | null {
  if (qty !== undefined) return { value: qty, source: 'given' };
  if (side === 'SELL') return held === null ? null : { value: held, source: 'held' };
  const usual = usualQty(orders, splitSymbol(symbol).quote, price);
  return usual && { value: usual.qty, source: 'usual', n: usual.n };
}

function similarOf(
  { orders }: TraderStanding,
  { side }: CheckRequest,
  { counted, leftOut, result, won }: ReturnType<typeof similarOutcomes>,
): Check['similar'] {
  return {
    among: orders.filter((order) => order.side === side).length,
    conditions: CONDITION_NAMES.filter((name) => side === 'SELL' || name !== 'held_hours'),
    ...{ leftOut, result, won },
    results: counted.map(({ order }) => order.outcome.result).sort((a, b) => a - b),
    nearest: counted.slice(0, MOST_SHOWN).map(({ order: { id, symbol, ts, outcome } }) => ({
      tradeId: id,
      symbol,
      ts: new Date(ts).toISOString(),
      result: outcome.result,
    })),
  };
}

/** That no candles came is not that there are none. */
function outOfReach(features: FeatureSet): FeatureSet {
  const told = { ...features };
  for (const name of FEATURE_NAMES) {
    const feature = features[name];
    if (!feature.known && feature.reason === UNKNOWN.noCandles)
      told[name] = { known: false, reason: OUT_OF_REACH };
  }
  return told;
}
