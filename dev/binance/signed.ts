import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SimRequest, SimResponse } from '../simulator/exchange.ts';
import { binanceError, missing } from './error.ts';
import type { Key, Keys } from './keys.ts';

const DEFAULT_WINDOW_MS = 5_000;
const LONGEST_WINDOW_MS = 60_000;
const AHEAD_MS = 1_000;

/** Whose key it is, where key, signature and time are right; else Binance's refusal. */
export function checkSigned(
  keys: Keys,
  request: SimRequest,
  nowMs: number,
): { key: Key } | { response: SimResponse } {
  const apiKey = request.headers['x-mbx-apikey'];
  if (typeof apiKey !== 'string' || !/^[A-Za-z0-9]{64}$/.test(apiKey))
    return { response: binanceError(401, -2014, 'API-key format invalid.') };
  const key = keys.find(apiKey);
  if (!key) return { response: binanceError(401, -2015, 'Invalid API-key, IP, or permissions for action.') };
  for (const name of ['timestamp', 'signature'])
    if (!request.query.get(name)) return { response: missing(name) };
  const late = checkTime(request.query, nowMs);
  if (late) return { response: late };
  return isSigned(request, key.secret)
    ? { key }
    : { response: binanceError(400, -1022, 'Signature for this request is not valid.') };
}

function checkTime(query: URLSearchParams, nowMs: number): SimResponse | undefined {
  const timestamp = Number(query.get('timestamp'));
  const recvWindow = Number(query.get('recvWindow') ?? DEFAULT_WINDOW_MS);
  if (!(timestamp > 0)) return missing('timestamp');
  if (!(recvWindow >= 0 && recvWindow <= LONGEST_WINDOW_MS)) return missing('recvWindow');
  if (timestamp >= nowMs + AHEAD_MS)
    return binanceError(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  if (nowMs - timestamp > recvWindow)
    return binanceError(400, -1021, 'Timestamp for this request is outside of the recvWindow.');
  return undefined;
}

/** Over the query as it was sent, without the signature itself; hex, in either case. */
function isSigned({ rawQuery, body, query }: SimRequest, secret: string): boolean {
  const payload = rawQuery.replace(/&?signature=[^&]*/, '') + body;
  const expected = createHmac('sha256', secret).update(payload).digest();
  const given = Buffer.from(query.get('signature') ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
