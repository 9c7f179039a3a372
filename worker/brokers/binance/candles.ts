import { ok } from '../../result.ts';
import type { Bar, CandleSource } from '../port.ts';
import type { BinanceClient } from './client.ts';
import { symbolOf } from './map-fill.ts';
import { KlinesSchema } from './schema.ts';

const HOUR_MS = 3_600_000;
const MAX_BARS_PER_CALL = 1_000;
/** A Worker opens six connections at a time; a call's deadline runs while it waits for one. */
const CALLS_AT_ONCE = 5;

/** `GET /api/v3/klines`, hours of UTC. A bar that is not closed yet is left out. */
export function candlesOf(client: BinanceClient): CandleSource {
  return {
    source: 'binance',
    async fetchCandles({ symbol, startS, endS }) {
      const now = Date.now() + client.venue.offsetMs;
      const bars: Bar[] = [];
      const spans = spansOf(startS * 1000, endS * 1000);
      while (spans.length > 0) {
        const answers = await Promise.all(
          spans
            .splice(0, CALLS_AT_ONCE)
            .map(({ startTime, endTime }) =>
              client.market(
                '/api/v3/klines',
                { symbol: symbolOf(symbol), interval: '1h', startTime, endTime, limit: MAX_BARS_PER_CALL },
                KlinesSchema,
              ),
            ),
        );
        for (const answer of answers) {
          if (!answer.ok) return answer;
          for (const [openMs, open, high, low, close, volume, closeMs] of answer.value) {
            if (closeMs < now) bars.push({ start: openMs / 1000, open, high, low, close, volume });
          }
        }
      }
      return ok(
        bars.filter(({ start }) => start >= startS && start < endS).sort((a, b) => a.start - b.start),
      );
    },
  };
}

/** [startMs, endMs) in calls of the size that Binance takes; both times of a call are included. */
function spansOf(startMs: number, endMs: number): { startTime: number; endTime: number }[] {
  const spans: { startTime: number; endTime: number }[] = [];
  for (let startTime = startMs; startTime < endMs; startTime += MAX_BARS_PER_CALL * HOUR_MS) {
    spans.push({ startTime, endTime: Math.min(startTime + MAX_BARS_PER_CALL * HOUR_MS, endMs) - 1 });
  }
  return spans;
}
