import type { Broker } from '../../contracts/brokers.ts';
import type { Side } from '../../contracts/side.ts';
import type { Result } from '../result.ts';

/** A fill of a spot product in neutral terms. Quantity is in the base asset; money and quantities are decimal strings. */
export interface BrokerFill {
  extId: string;
  /** BASE-QUOTE */
  symbol: string;
  side: Side;
  qty: string;
  price: string;
  /** Negative: a rebate. */
  fee: string | null;
  feeCurrency: string | null;
  /** ISO 8601 UTC, with as many fraction digits as the venue tells. */
  ts: string;
  /** The venue's own order of fills, comparable as text. */
  venueSeq: string | null;
  /** The venue's id of the order that the fill is a part of, where it tells one. */
  orderId: string | null;
}

/** What the venue told that is no fill we read: kept and shown, never dropped. */
export interface RejectedFill {
  extId?: string;
  line?: number;
  reason: string;
}

interface FillPage {
  fills: BrokerFill[];
  rejected: RejectedFill[];
  /** null: this was the last page. */
  nextCursor: string | null;
}

/** An hourly bar as the venue tells it, prices as decimal strings. `start` is its opening, in Unix seconds. */
export interface Bar {
  start: number;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: Date | null;
  scope: string;
}

/**
 * Why a broker gave nothing. `unauthorized`: the trader's permission has ended. `rate_limited` and `unavailable` pass by themselves, not before
 * `retryAfterMs` where that is known. `resting`: it was not asked at all, since it is to be left alone for so long.
 * `malformed`: an answer that is not what the documentation says. `refused`: this request will never be granted.
 */
export type BrokerFailure =
  | { kind: 'unauthorized' }
  | { kind: 'rate_limited'; retryAfterMs: number | null }
  | { kind: 'unavailable'; retryAfterMs: number | null; detail: string }
  | { kind: 'resting'; because: 'rate_limited' | 'unavailable'; waitMs: number }
  | { kind: 'malformed'; detail: string }
  | { kind: 'refused'; status: number; detail: string };

/** One broker's way of being read. Adapters know HTTP and the venue's formats; they never see the database. */
export interface BrokerAdapter {
  broker: Broker;
  name: string;
  /** Where the trader is sent to allow access. `codeVerifier` is the PKCE secret; its S256 hash goes along. */
  startAuth(request: { state: string; codeVerifier: string; redirectUri: string }): URL;
  completeAuth(grant: {
    code: string;
    codeVerifier: string;
    redirectUri: string;
  }): Promise<Result<Tokens, BrokerFailure>>;
  refresh(refreshToken: string): Promise<Result<Tokens, BrokerFailure>>;
  /** Ends the permission at the broker. */
  revoke(accessToken: string): Promise<Result<void, BrokerFailure>>;
  /** Fills of [since, until], newest first, a page at a time. */
  fetchFills(request: {
    accessToken: string;
    since: Date;
    until: Date;
    cursor: string | null;
  }): Promise<Result<FillPage, BrokerFailure>>;
  /** Hourly bars that open in [startS, endS), oldest first; hours without a trade have none. Without a token the public endpoint is asked. */
  fetchCandles(request: {
    accessToken: string | null;
    symbol: string;
    startS: number;
    endS: number;
  }): Promise<Result<Bar[], BrokerFailure>>;
}
