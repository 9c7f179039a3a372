import { z } from 'zod';
import { getJson, request, type Send } from '../../brokers/http.ts';
import type { Bar, BrokerFailure, CandleSource } from '../../brokers/port.ts';
import { parseJson } from '../../parse-json.ts';
import { fail, ok } from '../../result.ts';
import type { Guard } from './guard.ts';
import { pairOf, spansOf } from './pair-spans.ts';

const MAX_BARS = 5000;
const HOUR_S = 3600;
/** Credits are counted by the minute. */
const CREDIT_WAIT_MS = 60_000;
/** Those of the day are gone until midnight; asked again after an hour, the longest that a circuit stays open. */
const DAY_CREDIT_WAIT_MS = 3_600_000;

const ErrorSchema = z.object({
  status: z.literal('error'),
  code: z.number(),
  message: z.string().default(''),
});

const SeriesSchema = z.object({
  status: z.literal('ok'),
  values: z.array(
    z.object({
      datetime: z.string(),
      open: z.string(),
      high: z.string(),
      low: z.string(),
      close: z.string(),
      /** Not told of pairs whose price is put together from several exchanges. */
      volume: z.string().default('0'),
    }),
  ),
});

/**
 * Twelve Data's time series: `GET /time_series` with dates in UTC, oldest first on request. An error may come with status 200; its code then stands in
 * the body, and is read before the circuit breaker is told how it went. An answer without any bar is an error to it as well.
 */
export function twelvedata({ url, key }: { url: string; key: string }, guard: Guard): CandleSource {
  const send = guard(readingErrors(request), 'twelvedata');

  return {
    source: 'twelvedata',
    async fetchCandles({ symbol, startS, endS }) {
      const pair = pairOf(symbol);
      if (!pair) return fail({ kind: 'refused', status: 404, detail: 'no spot product' });
      const bars: Bar[] = [];
      for (const { fromS, toS } of spansOf(startS, endS, MAX_BARS - 1)) {
        const asked = new URL('/time_series', url);
        asked.search = new URLSearchParams({
          symbol: `${pair.base}/${pair.quote}`,
          interval: '1h',
          start_date: dateTime(fromS),
          // Whether the end belongs to the span was not to be seen: an hour more is asked for, and left out.
          end_date: dateTime(toS + HOUR_S),
          timezone: 'UTC',
          order: 'asc',
          outputsize: String(MAX_BARS),
          apikey: key,
        }).toString();
        const answer = await getJson(send, asked, {}, SeriesSchema);
        if (!answer.ok) return answer;
        for (const { datetime, ...prices } of answer.value.values) {
          const start = Date.parse(`${datetime.replace(' ', 'T')}Z`) / 1000;
          if (!(start > toS)) bars.push({ start, ...prices });
        }
      }
      return ok(bars);
    },
  };
}

/** YYYY-MM-DD hh:mm:ss, as it writes and reads times. */
function dateTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function readingErrors(send: Send): Send {
  return async (url, init) => {
    const answer = await send(url, init);
    if (!answer.ok) return answer.failure.kind === 'rate_limited' ? fail(withWait(answer.failure)) : answer;
    const error = ErrorSchema.safeParse(parseJson(answer.value)).data;
    if (!error) return answer;
    if (error.code === 400 && /no data is available/i.test(error.message)) {
      return ok(JSON.stringify({ status: 'ok', values: [] }));
    }
    return fail(failureOf(error));
  };
}

function failureOf({ code, message }: z.infer<typeof ErrorSchema>): BrokerFailure {
  if (code === 429) {
    const retryAfterMs = /\bday\b|daily/i.test(message) ? DAY_CREDIT_WAIT_MS : CREDIT_WAIT_MS;
    return { kind: 'rate_limited', retryAfterMs };
  }
  if (code === 401) return { kind: 'unauthorized' };
  if (code >= 500) return { kind: 'unavailable', retryAfterMs: null, detail: `code ${code}` };
  return { kind: 'refused', status: code, detail: `code ${code}` };
}

function withWait(failure: Extract<BrokerFailure, { kind: 'rate_limited' }>): BrokerFailure {
  return { ...failure, retryAfterMs: failure.retryAfterMs ?? CREDIT_WAIT_MS };
}
