import type { Config } from '../../env.ts';
import { ok } from '../../result.ts';
import { getJson, type Send } from '../http.ts';
import type { Bar, BrokerAdapter, BrokerFill, Credentials, RejectedFill } from '../port.ts';
import { mapFill } from './map-fill.ts';
import { coinbaseOauth } from './oauth.ts';
import { CandlesAnswerSchema, FillsAnswerSchema } from './schema.ts';

const PAGE_SIZE = 250;
/** Limits between 300 and 350 were seen over the years; 299 is safe under all of them. */
const MAX_BARS_PER_CALL = 299;
const HOUR_S = 3600;
/** A Worker opens six connections at a time; a call's deadline runs while it waits for one. */
const CALLS_AT_ONCE = 5;

/**
 * Coinbase Advanced Trade, read by OAuth. Facts: docs.cdp.coinbase.com, Advanced Trade REST. Its API is asked through `send`; the log-in is another
 * host and is asked as it is.
 */
export function coinbase(config: Config, send: Send): BrokerAdapter {
  const api = (path: string) => new URL(`/api/v3/brokerage${path}`, config.COINBASE_API_URL);

  return {
    broker: 'coinbase',
    name: 'Coinbase',
    oauth: config.COINBASE_CLIENT_ID === '' ? null : coinbaseOauth(config),
    apiKey: null,

    async fetchActivity({ credentials, since, until, cursor }) {
      const url = api('/orders/historical/fills');
      url.searchParams.set('start_sequence_timestamp', since.toISOString());
      url.searchParams.set('end_sequence_timestamp', until.toISOString());
      url.searchParams.set('limit', String(PAGE_SIZE));
      if (cursor) url.searchParams.set('cursor', cursor);
      const answer = await getJson(send, url, headersOf(credentials), FillsAnswerSchema);
      if (!answer.ok) return answer;

      const now = new Date();
      const fills: BrokerFill[] = [];
      const rejected: RejectedFill[] = [];
      for (const row of answer.value.fills) {
        const mapped = mapFill(row, now);
        if ('fill' in mapped) fills.push(mapped.fill);
        else rejected.push(mapped.rejected);
      }
      return ok({ fills, movements: [], rejected, nextCursor: answer.value.cursor || null });
    },

    fetchBalances: async () => ok([]),

    candles: {
      source: 'coinbase',
      async fetchCandles({ symbol, startS, endS }) {
        const path = `/market/products/${encodeURIComponent(symbol)}/candles`;
        const bars: Bar[] = [];
        const spans = spansOf(startS, endS);
        while (spans.length > 0) {
          const answers = await Promise.all(
            spans.splice(0, CALLS_AT_ONCE).map(({ from, to }) => {
              const url = api(path);
              url.searchParams.set('start', String(from));
              url.searchParams.set('end', String(to));
              url.searchParams.set('granularity', 'ONE_HOUR');
              return getJson(send, url, {}, CandlesAnswerSchema);
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
    },
  };
}

function headersOf(credentials: Credentials): Record<string, string> {
  return credentials.kind === 'oauth2' ? { authorization: `Bearer ${credentials.accessToken}` } : {};
}

/** [startS, endS) in calls of the size that Coinbase takes; `to` is the opening of the last bar. */
function spansOf(startS: number, endS: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let from = startS; from < endS; from += MAX_BARS_PER_CALL * HOUR_S) {
    spans.push({ from, to: Math.min(from + (MAX_BARS_PER_CALL - 1) * HOUR_S, endS - HOUR_S) });
  }
  return spans;
}
