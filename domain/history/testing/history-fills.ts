import type { Outcome } from '../../ledger/fill.ts';
import { HOUR_MS, START_MS } from '../../testing/builders.ts';
import type { HistoryFigures } from '../behaviour-figures.ts';
import type { HistoryFill } from '../history-fill.ts';
import { openHistory } from '../trader-history.ts';

const NOTHING_CLOSED: Outcome = {
  basis: null,
  pnl: null,
  gross: null,
  heldHours: null,
  matchedQty: '0',
  unknownQty: '0',
  unknownProceeds: '0',
  fee: '0',
  feeLeftOut: false,
  entryValue: null,
  openedAt: null,
  matches: [],
  tripId: null,
  closedTrip: null,
  refused: null,
};

/** An order of one fill, n hours after the start: a buy of 1,000 USD worth of BTC with nothing held before. */
export function entry(n: number, over: Partial<HistoryFill> = {}): HistoryFill {
  const id = over.id ?? `entry-${n}`;
  return {
    id,
    orderId: id,
    symbol: 'BTC-USD',
    side: 'BUY',
    ts: START_MS + n * HOUR_MS,
    value: 1000,
    price: 100,
    outcome: NOTHING_CLOSED,
    heldBefore: { qty: 0, averagePrice: null },
    ...over,
  };
}

/** A sale with this net result of what was bought for 1,000 and held for ten hours; null: of unknown cost. */
export function exit(
  n: number,
  pnl: string | null,
  { outcome, ...over }: Partial<Omit<HistoryFill, 'outcome'>> & { outcome?: Partial<Outcome> } = {},
): HistoryFill {
  const closed: Outcome =
    pnl === null
      ? { ...NOTHING_CLOSED, basis: 'unknown', unknownQty: '10' }
      : { ...NOTHING_CLOSED, basis: 'known', pnl, entryValue: '1000', heldHours: 10, matchedQty: '10' };
  const id = over.id ?? `exit-${n}`;
  return { ...entry(n, { id, side: 'SELL', ...over }), outcome: { ...closed, ...outcome } };
}

/** The figures of the last fill, after all before it. */
export function figuresAfter(
  before: readonly HistoryFill[],
  last: HistoryFill,
  timezone = 'UTC',
): HistoryFigures {
  const history = openHistory({ timezone });
  for (const fill of before) history.remember(fill);
  return history.figuresOf(last);
}
