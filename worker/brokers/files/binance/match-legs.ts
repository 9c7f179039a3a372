import type { Result } from '../../../result.ts';
import { fail, ok } from '../../../result.ts';
import { type Leg, type TradeOfLegs, tradeOfLegs } from '../trade-of-legs.ts';
import { absolute, compare, minus, quotient, sum, times } from '../values/decimals.ts';

/** A leg of a trade with the line that it stands on. */
export interface LineLeg extends Leg {
  line: number;
}

export interface MatchedTrade extends TradeOfLegs {
  line: number;
  fee: string | null;
  feeCurrency: string | null;
}

/** Fills of one second come from one order as a rule, and so at nearly one price. What lies further apart is not paired by size. */
const MAX_PRICE_SPREAD = '0.01';

/**
 * The fills that the legs and fees of one second are. Several fills of one pair and one direction are paired by size, largest with largest.
 * Where that can be read in more than one way, nothing is.
 */
export function matchLegs(
  legs: readonly LineLeg[],
  fees: readonly LineLeg[],
  quotes: readonly string[],
): Result<MatchedTrade[], string> {
  const assets = [...new Set(legs.map(({ asset }) => asset))];
  const [first, second, third] = assets;
  if (first === undefined) return fail('A fee stands alone: the trade that it belongs to is not there.');
  if (second === undefined) return fail(`Only ${first} stands at this second: the other side is not there.`);
  if (third !== undefined) {
    return fail(`${assets.join(', ')} stand at one second: nobody can say which belong together.`);
  }
  const ones = bySize(legs.filter(({ asset }) => asset === first));
  const others = bySize(legs.filter(({ asset }) => asset === second));
  if (ones.length !== others.length) {
    const counts = `${ones.length} rows of ${first} stand against ${others.length} of ${second}`;
    return fail(`${counts} at one second: nobody can say which belong together.`);
  }
  const trades: MatchedTrade[] = [];
  for (const [at, one] of ones.entries()) {
    const other = others[at];
    const trade = other && tradeOfLegs(one, other, quotes);
    if (!trade)
      return fail(`The rows of ${first} and ${second} at this second are not the two sides of a trade.`);
    const line = Math.min(one.line, other.line);
    trades.push({ ...trade, line, fee: null, feeCurrency: null });
  }
  if (new Set(trades.map(({ side }) => side)).size > 1) {
    return fail(
      `${first} and ${second} were traded both ways at one second: nobody can say which belong together.`,
    );
  }
  if (!isNearlyOnePrice(trades)) {
    return fail(`Rows of ${first} and ${second} at one second do not pair at nearly one price.`);
  }
  return withFees(trades, bySize(fees));
}

function withFees(trades: readonly MatchedTrade[], fees: readonly LineLeg[]): Result<MatchedTrade[], string> {
  const currencies = new Set(fees.map(({ asset }) => asset));
  if (currencies.size > 1) return fail('The fees of this second are in more than one asset.');
  const [only] = trades;
  if (only && trades.length === 1 && fees.length > 0) {
    const fee = minus('0', sum(fees.map(({ amount }) => amount)));
    return ok([{ ...only, fee, feeCurrency: fees[0]?.asset ?? null }]);
  }
  if (fees.length !== 0 && fees.length !== trades.length) {
    return fail(
      `${trades.length} trades of one second have ${fees.length} fees: nobody can say whose they are.`,
    );
  }
  return ok(
    trades.map((trade, at) => {
      const fee = fees[at];
      return fee ? { ...trade, fee: minus('0', fee.amount), feeCurrency: fee.asset } : trade;
    }),
  );
}

function isNearlyOnePrice(trades: readonly TradeOfLegs[]): boolean {
  const prices = trades.map(({ price }) => price).sort(compare);
  const [low = '0', high = low] = [prices[0], prices.at(-1)];
  const spread = minus(high, low);
  return quotient(spread, low) !== null && compare(spread, times(low, MAX_PRICE_SPREAD)) <= 0;
}

/** Largest first; equal ones in the order of the file. */
function bySize(legs: readonly LineLeg[]): LineLeg[] {
  return [...legs].sort((a, b) => compare(absolute(b.amount), absolute(a.amount)));
}
