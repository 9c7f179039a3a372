import { z } from 'zod';
import { getJson, request } from '../../brokers/http.ts';
import type { Bar, CandleSource } from '../../brokers/port.ts';
import { fail, ok } from '../../result.ts';
import type { Guard } from './guard.ts';
import { pairOf, spansOf } from './pair-spans.ts';

const MAX_BARS_PER_CALL = 1000;

const AnswerSchema = z.object({
  data: z.object({
    ohlc: z.array(
      z.object({
        timestamp: z.string(),
        open: z.string(),
        high: z.string(),
        low: z.string(),
        close: z.string(),
        volume: z.string(),
      }),
    ),
  }),
});

/**
 * Bitstamp's public candles, which need no key: `GET /api/v2/ohlc/{pair}/` with step, limit, start and end in Unix seconds, all values text, oldest
 * first. Of start and end it goes by the end, and fills up to the limit with what comes before: the limit is the very number of bars that the span
 * may have, and what lies before it is left out. A pair that it does not have is 404.
 */
export function bitstamp(url: string, guard: Guard): CandleSource {
  const send = guard(request, 'bitstamp');

  return {
    source: 'bitstamp',
    async fetchCandles({ symbol, startS, endS }) {
      const pair = pairOf(symbol);
      if (!pair) return fail({ kind: 'refused', status: 404, detail: 'no spot product' });
      const bars: Bar[] = [];
      for (const { fromS, toS, bars: limit } of spansOf(startS, endS, MAX_BARS_PER_CALL)) {
        const asked = new URL(`/api/v2/ohlc/${(pair.base + pair.quote).toLowerCase()}/`, url);
        asked.search = new URLSearchParams({
          step: '3600',
          limit: String(limit),
          start: String(fromS),
          end: String(toS),
        }).toString();
        const answer = await getJson(send, asked, {}, AnswerSchema);
        if (!answer.ok) return answer;
        for (const { timestamp, ...prices } of answer.value.data.ohlc) {
          const start = Number(timestamp);
          if (!(start < fromS)) bars.push({ start, ...prices });
        }
      }
      return ok(bars);
    },
  };
}
