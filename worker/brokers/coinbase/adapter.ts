import type { Config } from '../../env.ts';
import { fail, ok } from '../../result.ts';
import { getJson } from '../http.ts';
import type { BrokerAdapter, BrokerFill, RejectedFill } from '../port.ts';
import { mapFill } from './map-fill.ts';
import { coinbaseOauth } from './oauth.ts';
import { CandlesAnswerSchema, FillsAnswerSchema } from './schema.ts';

const PAGE_SIZE = 250;
/** Limits between 300 and 350 were seen over the years; 299 is safe under all of them. */
const MAX_BARS_PER_CALL = 299;
const HOUR_S = 3600;

/** Coinbase Advanced Trade, read by OAuth. Facts: docs.cdp.coinbase.com, Advanced Trade REST. */
export function coinbase(config: Config): BrokerAdapter {
  const api = (path: string) => new URL(`/api/v3/brokerage${path}`, config.COINBASE_API_URL);
  const bearer = (token: string | null): Record<string, string> =>
    token ? { authorization: `Bearer ${token}` } : {};

  return {
    broker: 'coinbase',
    name: 'Coinbase',
    ...coinbaseOauth(config),

    async fetchFills({ accessToken, since, until, cursor }) {
      const url = api('/orders/historical/fills');
      url.searchParams.set('start_sequence_timestamp', since.toISOString());
      url.searchParams.set('end_sequence_timestamp', until.toISOString());
      url.searchParams.set('limit', String(PAGE_SIZE));
      if (cursor) url.searchParams.set('cursor', cursor);
      const answer = await getJson(url, bearer(accessToken), FillsAnswerSchema);
      if (!answer.ok) return answer;

      const fills: BrokerFill[] = [];
      const rejected: RejectedFill[] = [];
      for (const row of answer.value.fills) {
        const mapped = mapFill(row);
        if ('fill' in mapped) fills.push(mapped.fill);
        else rejected.push(mapped.rejected);
      }
      return ok({ fills, rejected, nextCursor: answer.value.cursor || null });
    },

    async fetchCandles({ accessToken, symbol, startS, endS }) {
      const path = `${accessToken ? '' : '/market'}/products/${encodeURIComponent(symbol)}/candles`;
      const chunks: Promise<Awaited<ReturnType<typeof fetchChunk>>>[] = [];
      for (let from = startS; from < endS; from += MAX_BARS_PER_CALL * HOUR_S) {
        chunks.push(fetchChunk(from, Math.min(from + (MAX_BARS_PER_CALL - 1) * HOUR_S, endS - HOUR_S)));
      }
      const answers = await Promise.all(chunks);
      const failed = answers.find((answer) => !answer.ok);
      if (failed && !failed.ok) return fail(failed.failure);
      const bars = answers.flatMap((answer) => (answer.ok ? answer.value.candles : []));
      return ok(
        bars
          .map(({ start, ...prices }) => ({ start: Number(start), ...prices }))
          .filter((bar) => bar.start >= startS && bar.start < endS)
          .sort((a, b) => a.start - b.start),
      );

      function fetchChunk(from: number, to: number) {
        const url = api(path);
        url.searchParams.set('start', String(from));
        url.searchParams.set('end', String(to));
        url.searchParams.set('granularity', 'ONE_HOUR');
        return getJson(url, bearer(accessToken), CandlesAnswerSchema);
      }
    },
  };
}
