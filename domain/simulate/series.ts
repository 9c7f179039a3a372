import type { Big } from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import type { Simulation } from '../../contracts/simulations.ts';
import { restoreDecimal, ZERO } from '../ledger/money.ts';
import type { ActualPath } from './actual-path.ts';
import { type Position, resultAt, type SimulatedTrade } from './position.ts';
import { closeOf, type PriceBar } from './price-bars.ts';
import { isIn, type WaitedEntry } from './wait-entry.ts';

/** With the trade itself; a month of hours is told every sixth. */
const MOST_POINTS = 121;
/** A path is looked at; its digits are those of a satoshi. */
const PATH_DECIMALS = 8;
const HALF_EVEN = 2;

type Paths = { trade: SimulatedTrade; position: Position; path: ActualPath; waited: WaitedEntry | null };

/** The paths at the trade and at closes of hours, evenly thinned; the last close is always there. What waits is 0 until it is in. */
export function tellSeries(paths: Paths, bars: readonly PriceBar[]): Simulation['series'] {
  const { trade } = paths;
  const points = thin(bars, MOST_POINTS - 1).map((bar) => ({
    ts: closeOf(bar),
    price: restoreDecimal(bar.close),
  }));
  return [{ ts: trade.ts, price: restoreDecimal(trade.price) }, ...points].map((point) =>
    tellPoint(paths, point),
  );
}

function tellPoint({ trade, position, path, waited }: Paths, { ts, price }: { ts: number; price: Big }) {
  return {
    ts: new Date(ts).toISOString(),
    actual: rounded(path.resultThen(ts, price)),
    hold: rounded(resultAt(position, price)),
    wait: trade.side === 'SELL' ? null : rounded(waited && isIn(waited, ts) ? waited.resultAt(price) : ZERO),
  };
}

function thin<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.ceil(items.length / most);
  return items.filter((_, at) => (items.length - 1 - at) % step === 0);
}

function rounded(amount: Big): Decimal {
  return amount.round(PATH_DECIMALS, HALF_EVEN).toFixed();
}
