import { changeBefore } from '../features/market-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { DecisionFigures } from '../history/trader-history.ts';
import { lastClosedBar } from '../indicators/hourly-series.ts';
import { openMarket } from '../market/product-market.ts';
import type { Situation } from '../rules/situation.ts';
import type { Booked } from './books.ts';
import type { Decision } from './decisions.ts';
import { type Markets, productKey } from './trader.ts';

const NO_MARKET = openMarket([]);

/**
 * A booked fill as rules look at it. An order is one decision, made at its first fill: market, clock, day and what went before are as of then. How
 * much it came to is not known then: the position after a BUY, and hours and result of a SELL, are those of the order with its slices so far, so that the
 * last slice tells of the whole order. A sale's result is in no way known at its first fill, and a first slice of a tenth would keep any limit on size.
 * @param past of the fill, from trader-history.ts
 */
export function situationOf(
  booked: Booked,
  { decision, past, markets }: { decision: Decision; past: DecisionFigures; markets: Markets },
): Situation {
  const { broker, symbol } = booked.fill;
  const { ts, price } = decision;
  return {
    side: booked.history.side,
    symbol,
    ts,
    changeOver(hours) {
      const series = (markets.products.get(productKey(broker, symbol)) ?? NO_MARKET).seriesAt(ts);
      return changeBefore(series, lastClosedBar(series, ts), price, hours);
    },
    positionShare: positionShare(booked, decision, markets),
    ...past,
  };
}

/** At the fill's own price, beside what else was held at its last closed one. Alone it would always be all. */
function positionShare(
  { heldQty, history: { price, side } }: Booked,
  { ts, heldBeside }: Decision,
  markets: Markets,
): Figure {
  if (side === 'SELL') return unknown(UNKNOWN.notAnEntry);
  if (heldBeside.length === 0) return unknown(UNKNOWN.nothingElseHeld);
  let beside = 0;
  for (const { key, qty } of heldBeside) {
    const other = markets.products.get(key)?.priceAt(ts) ?? null;
    if (other === null) return unknown(UNKNOWN.priceUnknown);
    beside += qty * other;
  }
  const own = heldQty * price;
  return known(own / (own + beside));
}
