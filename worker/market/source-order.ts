import type { Broker } from '../../contracts/brokers.ts';
import type { BrokerFailure } from '../brokers/port.ts';

/** What this deployment asks for candles. */
export interface Reach {
  /** Venues whose public candles are read, the one that is preferred for others' products first. */
  venues: readonly Broker[];
  /** null: no vendor. */
  vendor: string | null;
}

/**
 * Whose candles are asked for a product of a venue, the best first: the venue's own, since its fills were made at these prices; those of other
 * venues for the same pair; a vendor's. Which of them has the product they say themselves.
 */
export function sourceOrder(broker: Broker, { venues, vendor }: Reach): string[] {
  const own = venues.filter((venue) => venue === broker);
  const others = venues.filter((venue) => venue !== broker);
  return [...own, ...others, ...(vendor === null ? [] : [vendor])];
}

/** The source that a month goes on with comes first, the others after it as they were. One that is asked no more is forgotten. */
export function preferring(order: readonly string[], chosen: string | null): string[] {
  if (chosen === null || !order.includes(chosen)) return [...order];
  return [chosen, ...order.filter((source) => source !== chosen)];
}

/** A source answered that it does not have the product, or no bar of the span; anything else is an outage of it. */
export type Refusal = Extract<BrokerFailure, { kind: 'refused' }>;

/**
 * What a failed question for candles means. They are public, so that 401 and 403 are no word on the product: an address that is not served, or a
 * vendor's key that has ended.
 */
export function readFailure(failure: BrokerFailure): { refusal: Refusal } | { outage: BrokerFailure } {
  if (failure.kind === 'unauthorized') {
    return { outage: { kind: 'unavailable', retryAfterMs: null, detail: 'HTTP 401' } };
  }
  if (failure.kind !== 'refused') return { outage: failure };
  return failure.status === 403 ? { outage: { kind: 'blocked' } } : { refusal: failure };
}

/** Of the outages of all sources that may have a product the one that is over first, as far as they say; the first where none says. */
export function shortestOutage(outages: readonly BrokerFailure[]): BrokerFailure | undefined {
  return outages.reduce<BrokerFailure | undefined>((best, outage) => {
    return best === undefined || waitOf(outage) < waitOf(best) ? outage : best;
  }, undefined);
}

function waitOf(failure: BrokerFailure): number {
  switch (failure.kind) {
    case 'resting':
      return failure.waitMs;
    case 'rate_limited':
    case 'unavailable':
      return failure.retryAfterMs ?? Number.POSITIVE_INFINITY;
    default:
      return Number.POSITIVE_INFINITY;
  }
}
