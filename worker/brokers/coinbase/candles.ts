import { ok } from '../../result.ts';
import type { Bar, CandleSource } from '../port.ts';
import type { CoinbaseApi } from './api.ts';
import { CandlesAnswerSchema } from './schema.ts';

/** Limits between 300 and 350 were seen over the years; 299 is safe under all of them. */
const MAX_BARS_PER_CALL = 299;
const HOUR_S = 3600;
/** A Worker opens six connections at a time; a call's deadline runs while it waits for one. */
const CALLS_AT_ONCE = 5;

/** `GET /api/v3/brokerage/market/products/{id}/candles`, which needs no trader. */
export function coinbaseCandles(api: CoinbaseApi): CandleSource {
  return {
    source: 'coinbase',
    async fetchCandles({ symbol, startS, endS }) {
      const path = `/api/v3/brokerage/market/products/${encodeURIComponent(symbol)}/candles`;
      const bars: Bar[] = [];
      const spans = spansOf(startS, endS);
      while (spans.length > 0) {
        const answers = await Promise.all(
          spans.splice(0, CALLS_AT_ONCE).map(({ from, to }) => {
            const query = { start: String(from), end: String(to), granularity: 'ONE_HOUR' };
            return api.getPublic(path, query, CandlesAnswerSchema);
          }),
        );
        for (const answer of answers) {
          if (!answer.ok) return answer;
          bars.push(
            ...answer.value.candles.map(({ start, ...prices }) => ({ start: Number(start), ...prices })),
          );
        }
      }
      return ok(
        bars.filter(({ start }) => start >= startS && start < endS).sort((a, b) => a.start - b.start),
      );
    },
  };
}

/** [startS, endS) in calls of the size that Coinbase takes; `to` is the opening of the last bar. */
function spansOf(startS: number, endS: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let from = startS; from < endS; from += MAX_BARS_PER_CALL * HOUR_S) {
    spans.push({ from, to: Math.min(from + (MAX_BARS_PER_CALL - 1) * HOUR_S, endS - HOUR_S) });
  }
  return spans;
}
