import type { BaseRate, ReportFact, ReportScope, SoldPart, TripFact } from '../report-fact.ts';

export const SCOPE: ReportScope = { currency: 'USD', timezone: 'Europe/Berlin', from: null, to: null };
export const HOUR_MS = 3_600_000;
/** A Monday, 00:00 in UTC and 01:00 in Berlin. */
export const START_MS = Date.UTC(2026, 0, 5);

/** A buy of BTC-USD for 100 that nothing was sold of; every call with the same `n` is the same fill, an order of its own. */
export function bought(n: number, over: Partial<ReportFact> = {}): ReportFact {
  const id = `fill-${String(n).padStart(6, '0')}`;
  return {
    id,
    orderId: id,
    symbol: 'BTC-USD',
    side: 'BUY',
    ts: START_MS + n * HOUR_MS,
    venueSeq: null,
    value: '100',
    fee: '0',
    basis: null,
    pnl: null,
    gross: null,
    entryValue: null,
    heldHours: null,
    matchedQty: '0',
    unknownProceeds: '0',
    lotPnl: null,
    lotEntryValue: null,
    soldBy: [],
    labels: ['NEUTRAL'],
    meetsFomo: false,
    peers: null,
    rules: [],
    ...over,
  };
}

/** A sale of what had cost 100, with this net result and no fees. */
export function sold(n: number, pnl: string, over: Partial<ReportFact> = {}): ReportFact {
  return bought(n, {
    side: 'SELL',
    basis: 'known',
    pnl,
    gross: pnl,
    entryValue: '100',
    heldHours: 1,
    matchedQty: '1',
    ...over,
  });
}

/** All that the sale realised, as what it realised of one lot. */
export function partOf({ orderId, pnl, entryValue }: ReportFact): SoldPart {
  return { saleId: orderId, pnl: pnl ?? '0', entryValue: entryValue ?? '0' };
}

export function peers(over: Partial<NonNullable<ReportFact['peers']>>): NonNullable<ReportFact['peers']> {
  return {
    sold: null,
    paperGains: 0,
    paperLosses: 0,
    passedFallen: 0,
    passedRisen: 0,
    rebought: null,
    notJudged: 0,
    ...over,
  };
}

export function trip(hours: number | null, over: Partial<TripFact> = {}): TripFact {
  return {
    openedAt: START_MS,
    closedAt: hours === null ? null : START_MS + hours * HOUR_MS,
    pnl: '5',
    entryValue: '100',
    basis: 'known',
    ...over,
  };
}

export function baseRate(met: number, over: Partial<BaseRate> = {}): BaseRate {
  return { symbol: 'BTC-USD', month: '2026-01', hours: 100, met, ...over };
}

/** The results of calling `make` with 0, 1, 2 … */
export function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
