import type { Broker } from '../../contracts/brokers.ts';
import type { MovementKind } from '../../contracts/imports.ts';
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

/** What changes what a trader holds without being a trade. Money and quantities are decimal strings. */
export interface BrokerMovement {
  /** Of its own kind: no fill carries it. */
  extId: string;
  kind: MovementKind;
  /** BTC */
  asset: string;
  /** Above zero; the kind says whether it comes or goes. */
  qty: string;
  /**
   * Worth of the whole in `valueCurrency`, where the venue tells one that is a cost: of a reward or a convert. What a transfer had cost nobody but
   * the trader knows: null.
   */
  value: string | null;
  valueCurrency: string | null;
  /** ISO 8601 UTC, with as many fraction digits as the venue tells. */
  ts: string;
}

/** A part of what happened in an account. */
export interface ActivityPage {
  fills: BrokerFill[];
  movements: BrokerMovement[];
  rejected: RejectedFill[];
  /** null: this was the last page. */
  nextCursor: string | null;
}

/** All that a venue holds of an asset for its trader, what is reserved for orders included. */
export interface BrokerBalance {
  asset: string;
  qty: string;
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

/** What opens a trader's account: a token that the trader allowed, or a key that the trader made. */
export type Credentials =
  | { kind: 'oauth2'; accessToken: string }
  | { kind: 'api_key'; key: string; secret: string };

/**
 * Why a broker gave nothing. `unauthorized`: the trader's permission has ended. `rate_limited` and `unavailable` pass by themselves, not before
 * `retryAfterMs` where that is known. `resting`: it was not asked at all, since it is to be left alone for so long.
 * `malformed`: an answer that is not what the documentation says. `refused`: this request will never be granted.
 * `blocked`: the venue does not serve where this Worker runs.
 */
export type BrokerFailure =
  | { kind: 'unauthorized' }
  | { kind: 'rate_limited'; retryAfterMs: number | null }
  | { kind: 'unavailable'; retryAfterMs: number | null; detail: string }
  | { kind: 'resting'; because: 'rate_limited' | 'unavailable'; waitMs: number }
  | { kind: 'malformed'; detail: string }
  | { kind: 'blocked' }
  | { kind: 'refused'; status: number; detail: string };

/** Permission given on the venue's own page. */
export interface OauthPort {
  /** Who it is that answers, as the parameter `iss` of a callback names it (RFC 9207). */
  issuer: string;
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
}

/** What the venue says that a key may do. `scope` is in the venue's words; `excess` names what goes beyond reading. */
export interface KeyPermissions {
  scope: string;
  excess: string[];
}

/** A key of the trader's own. */
export interface ApiKeyPort {
  /** Asked before a key is kept. A key that the venue does not know, or that is not of its form, is `unauthorized`. */
  permissionsOf(credentials: { key: string; secret: string }): Promise<Result<KeyPermissions, BrokerFailure>>;
}

/** Hourly bars of spot products. */
export interface CandleSource {
  /** Named in the snapshots that are made of it. */
  source: string;
  /** Hourly bars that open in [startS, endS), oldest first; hours without a trade have none. A product that the source does not have is `refused`. */
  fetchCandles(request: {
    symbol: string;
    startS: number;
    endS: number;
  }): Promise<Result<Bar[], BrokerFailure>>;
}

/** One broker's way of being read. Adapters know HTTP and the venue's formats; they never see the database. */
export interface BrokerAdapter {
  broker: Broker;
  name: string;
  /** null: this venue, or this deployment, does not offer it. */
  oauth: OauthPort | null;
  apiKey: ApiKeyPort | null;
  /**
   * What happened in [since, until], a page at a time: fills, and what moved the inventory without being one. The cursor is the adapter's own
   * text; the same one may be asked for again, and gives the same or more.
   */
  fetchActivity(request: {
    credentials: Credentials;
    since: Date;
    until: Date;
    cursor: string | null;
  }): Promise<Result<ActivityPage, BrokerFailure>>;
  /** Everything that the account holds; assets of which it holds nothing may be left out. */
  fetchBalances(request: { credentials: Credentials }): Promise<Result<BrokerBalance[], BrokerFailure>>;
  /** The venue's public market data, which needs no trader. */
  candles: CandleSource;
}
