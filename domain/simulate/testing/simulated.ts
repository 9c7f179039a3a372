import { HOUR_MS, START_MS } from '../../testing/builders.ts';
import type { SimulatedTrade, SoldPart } from '../position.ts';
import type { PriceBar } from '../price-bars.ts';

/** Half past the first hour: the hour of the trade began before it. */
export const TRADED_MS = START_MS + HOUR_MS / 2;

/** A buy of one unit at 100 without a fee, of which nothing was sold. */
export function bought(over: Partial<SimulatedTrade> = {}): SimulatedTrade {
  return {
    symbol: 'BTC-USD',
    side: 'BUY',
    ts: TRADED_MS,
    qty: '1',
    price: '100',
    fee: '0',
    feeInBase: '0',
    parts: [],
    unknownQty: '0',
    ...over,
  };
}

/** A sale of that unit at 110 after ten hours, without a fee. */
export function soldPart(over: Partial<SoldPart> = {}): SoldPart {
  return {
    ts: TRADED_MS + 10 * HOUR_MS,
    price: '110',
    qty: '1',
    cost: '100',
    entryValue: '100',
    proceeds: '110',
    heldHours: 10,
    resultVsEntry: 0.1,
    ...over,
  };
}

/** A sale at 110 of a unit that was bought for 100. */
export function sold(over: Partial<SimulatedTrade> = {}): SimulatedTrade {
  return bought({ side: 'SELL', price: '110', parts: [soldPart({ ts: TRADED_MS })], ...over });
}

/** Hours from that of the trade on: [open, low, close], or one price that stands still. */
export function hours(...told: (number | readonly [number, number, number])[]): PriceBar[] {
  return told.map((hour, at) => {
    const [open, low, close] = typeof hour === 'number' ? [hour, hour, hour] : hour;
    return { ts: START_MS + at * HOUR_MS, open: String(open), low: String(low), close: String(close) };
  });
}

export function known(bars: readonly PriceBar[]) {
  return { bars, coveredUntil: (bars.at(-1)?.ts ?? START_MS - HOUR_MS) + HOUR_MS };
}
