import { z } from 'zod';
import { parseJson } from '../../parse-json.ts';
import { type Answer, parseRetryAfter } from '../http.ts';
import type { BrokerFailure } from '../port.ts';
import { printable } from '../printable.ts';
import { untilNextMinute } from './used-weight.ts';

/** "Timestamp for this request is outside of the recvWindow", or 1000 ms ahead of the server's. */
export const CLOCK_IS_OFF = -1021;
const BAD_SYMBOL = -1121;

/** rotki saw Retry-After: 0 with every 429; at once is never meant. */
const SHORTEST_BACK_OFF_MS = 5_000;
/** Bans last from two minutes to three days. */
const SHORTEST_BAN_MS = 120_000;
const LONGEST_BAN_MS = 3 * 24 * 3_600_000;

/** UNAUTHORIZED, INVALID_SIGNATURE, BAD_API_KEY_FMT, REJECTED_MBX_KEY */
const UNAUTHORIZED = new Set([-1002, -1022, -2014, -2015]);
/** TOO_MANY_REQUESTS, TOO_MANY_ORDERS, TOO_MANY_CONNECTIONS, TOO_MANY_MESSAGES */
const RATE_LIMITED = new Set([-1003, -1015, -1034, -1181]);
/** UNKNOWN, DISCONNECTED, UNEXPECTED_RESP, TIMEOUT, SERVER_BUSY, SERVICE_SHUTTING_DOWN, and a clock that stays off after it was corrected */
const UNAVAILABLE = new Set([-1000, -1001, -1006, -1007, -1008, -1016, CLOCK_IS_OFF]);

const ErrorSchema = z.object({ code: z.int(), msg: z.string().default('') });

/** The code of an error's body: negative, or 0 where there is none (a geo block says 0, a web page says nothing). */
export function errorCodeOf(body: string): number {
  return errorOf(body).code;
}

/**
 * What an error of Binance means for who asked. Codes go before statuses, since one status carries many of them; a ban and a geo block go before
 * both. Source: binance-spot-api-docs, errors.md and rest-api.md (HTTP return codes).
 */
export function failureOf({ status, headers, body }: Answer, now: Date): BrokerFailure {
  const { code, msg } = errorOf(body);
  if (status === 451) return { kind: 'blocked' };
  const bannedUntil = /banned until (\d{13})\b/.exec(msg)?.[1];
  if (status === 418 || bannedUntil !== undefined) {
    const toldMs =
      bannedUntil === undefined
        ? Number(headers.get('retry-after') ?? 0) * 1000
        : Number(bannedUntil) - now.getTime();
    return { kind: 'rate_limited', retryAfterMs: between(SHORTEST_BAN_MS, toldMs, LONGEST_BAN_MS) };
  }
  const told = parseRetryAfter(headers.get('retry-after'), now);
  if (status === 429 || RATE_LIMITED.has(code)) {
    const ownMs = Math.max(SHORTEST_BACK_OFF_MS, untilNextMinute(now.getTime()));
    return { kind: 'rate_limited', retryAfterMs: told || ownMs };
  }
  if (UNAUTHORIZED.has(code)) return { kind: 'unauthorized' };
  const detail = printable(code === 0 ? `HTTP ${status}` : `${code} ${msg}`, 200);
  // 403 is the firewall in front of Binance, not Binance.
  if (UNAVAILABLE.has(code) || status >= 500 || status === 408 || status === 403) {
    return { kind: 'unavailable', retryAfterMs: told || null, detail };
  }
  if (status === 401) return { kind: 'unauthorized' };
  return { kind: 'refused', status, detail };
}

/** A product that Binance does not have, or not any more. */
export function isBadSymbol(failure: BrokerFailure): boolean {
  return failure.kind === 'refused' && failure.detail.startsWith(String(BAD_SYMBOL));
}

/** A web page, or nothing, has no code. */
function errorOf(body: string): z.output<typeof ErrorSchema> {
  return ErrorSchema.safeParse(parseJson(body)).data ?? { code: 0, msg: '' };
}

function between(least: number, value: number, most: number): number {
  // What is no number is not told.
  return Math.min(Math.max(least, value || 0), most);
}
