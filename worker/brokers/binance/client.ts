import { type ZodType, z } from 'zod';
import type { Config } from '../../env.ts';
import { fail, ok, type Result } from '../../result.ts';
import { getJson, type Send } from '../http.ts';
import type { BrokerFailure, Credentials } from '../port.ts';
import { CLOCK_IS_OFF, errorCodeOf, failureOf } from './failure.ts';
import { encodeQuery, type Params, signatureOf } from './sign.ts';
import { restAfter } from './used-weight.ts';
import { type Venue, venueOf } from './venue.ts';

/** A request that arrives later than this is not carried out (Binance's own default). */
const RECV_WINDOW_MS = 5_000;

type Answered<Schema extends ZodType> = Promise<Result<z.output<Schema>, BrokerFailure>>;

/** GETs of Binance's REST API, parsed. Weights are respected: near the limit nothing is asked until the minute is over (`resting`). */
export interface BinanceClient {
  venue: Venue;
  /** Market data, which needs no key. */
  market<Schema extends ZodType>(path: string, params: Params, schema: Schema): Answered<Schema>;
  /** Of a trader's account. A clock that is off is corrected once. */
  account<Schema extends ZodType>(
    credentials: Credentials,
    path: string,
    params: Params,
    schema: Schema,
  ): Answered<Schema>;
}

const TimeSchema = z.object({ serverTime: z.int() });

export function binanceClient(config: Config, send: Send): BinanceClient {
  const venue = venueOf(config);
  /** Weights of accounts, by key: they pass within a minute, as this client may. */
  const accountRestUntilMs = new Map<string, number>();

  async function ask<Schema extends ZodType>(url: URL, key: string | null, schema: Schema) {
    const now = Date.now();
    const openAt = Math.max(
      venue.restUntilMs.get(url.host) ?? 0,
      (key !== null && accountRestUntilMs.get(key)) || 0,
    );
    if (openAt > now) {
      const waitMs = openAt - now;
      return { code: 0, answer: fail({ kind: 'resting', because: 'rate_limited', waitMs } as const) };
    }
    const seen = { code: 0 };
    const headers: Record<string, string> = key === null ? {} : { 'x-mbx-apikey': key };
    const answer = await getJson(send, url, headers, schema, (told) => {
      noteWeights(url.host, key, told.headers);
      if (told.status >= 200 && told.status < 300) return ok(told.body);
      seen.code = errorCodeOf(told.body);
      // That our clock is off says nothing of the venue's health: the circuit must not take it for a failure.
      if (seen.code === CLOCK_IS_OFF) return fail({ kind: 'refused', status: told.status, detail: 'clock' });
      return fail(failureOf(told, new Date()));
    });
    return { code: seen.code, answer };
  }

  function noteWeights(host: string, key: string | null, headers: Headers): void {
    const now = Date.now();
    const { ipMs, uidMs } = restAfter(headers, now + venue.offsetMs);
    if (ipMs > 0) venue.restUntilMs.set(host, now + ipMs);
    if (uidMs > 0 && key !== null) accountRestUntilMs.set(key, now + uidMs);
  }

  async function askSigned<Schema extends ZodType>(
    { key, secret }: { key: string; secret: string },
    path: string,
    params: Params,
    schema: Schema,
  ) {
    const timestamp = Date.now() + venue.offsetMs;
    const query = encodeQuery({ ...params, recvWindow: RECV_WINDOW_MS, timestamp });
    const signature = await signatureOf(secret, query);
    return ask(new URL(`${path}?${query}&signature=${signature}`, config.BINANCE_API_URL), key, schema);
  }

  async function correctClock(): Promise<Result<void, BrokerFailure>> {
    const askedAt = Date.now();
    const { answer } = await ask(new URL('/api/v3/time', config.BINANCE_API_URL), null, TimeSchema);
    if (!answer.ok) return answer;
    // Their clock was read somewhere between question and answer.
    venue.offsetMs = Math.round(answer.value.serverTime - (askedAt + Date.now()) / 2);
    return ok(undefined);
  }

  return {
    venue,
    async market(path, params, schema) {
      const url = new URL(`${path}?${encodeQuery(params)}`, config.BINANCE_MARKET_URL);
      return (await ask(url, null, schema)).answer;
    },
    async account(credentials, path, params, schema) {
      if (credentials.kind !== 'api_key' || !isSendable(credentials)) return fail({ kind: 'unauthorized' });
      const first = await askSigned(credentials, path, params, schema);
      if (first.code !== CLOCK_IS_OFF) return first.answer;
      const corrected = await correctClock();
      if (!corrected.ok) return corrected;
      const second = await askSigned(credentials, path, params, schema);
      if (second.code !== CLOCK_IS_OFF) return second.answer;
      return fail({ kind: 'unavailable', retryAfterMs: null, detail: 'The clocks do not agree.' });
    },
  };
}

/** What no header or signature can be made of is no key of theirs, and need not be asked about. */
function isSendable({ key, secret }: { key: string; secret: string }): boolean {
  return /^[\x21-\x7e]{1,500}$/.test(key) && secret !== '';
}
