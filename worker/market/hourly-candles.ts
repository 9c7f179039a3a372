import { snapshotsInForce } from '../../db/queries/snapshots.ts';
import type { Bar, BrokerAdapter, BrokerFailure } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { fail, ok, type Result } from '../result.ts';
import { HOUR_MS, monthEnd, monthOf, monthStart, monthsBetween } from './months.ts';
import { readSnapshot, type Series, type Snapshot, writeSnapshots } from './snapshots.ts';

export interface CandleRequest {
  symbol: string;
  /** Bars that open at or after this month's first hour and closed before `untilMs` are wanted. */
  fromMs: number;
  untilMs: number;
  accessToken: string | null;
}

/**
 * Hourly bars of a product, as snapshots of whole months: what is stored is read, what is missing is asked of the broker and stored.
 * A month that is not over gets a new snapshot when newer bars are needed; the older one stays for the tags that read it. A file
 * that was lost is fetched anew: where the venue tells the same bars, it comes back under the same name.
 */
export async function hourlySnapshots(
  ctx: Context,
  adapter: BrokerAdapter,
  request: CandleRequest,
): Promise<Result<Snapshot[], BrokerFailure>> {
  const series: Series = { source: adapter.broker, symbol: request.symbol, granularity: '1h' };
  const untilMs = Math.floor(request.untilMs / HOUR_MS) * HOUR_MS;
  const months = monthsBetween(request.fromMs, untilMs);
  const [firstMonth] = months;
  if (!firstMonth) return ok([]);
  const rows = await snapshotsInForce(ctx.db, series, firstMonth);

  const stored: Snapshot[] = [];
  const missing: { month: string; known: Bar[]; fromMs: number; untilMs: number }[] = [];
  await Promise.all(
    months.map(async (month) => {
      const row = rows.find((candidate) => candidate.month === month);
      const neededUntil = Math.min(monthEnd(month), untilMs);
      const snapshot = row && (await readSnapshot(ctx, row));
      if (snapshot && snapshot.coveredUntil >= neededUntil) stored.push(snapshot);
      else {
        const fromMs = snapshot?.coveredUntil ?? monthStart(month);
        missing.push({ month, known: snapshot?.bars ?? [], fromMs, untilMs: neededUntil });
      }
    }),
  );
  const fetched = await fetchMissing(adapter, request, missing);
  if (!fetched.ok) return fetched;
  const written = await writeSnapshots(ctx, series, fetched.value);
  return ok([...stored, ...written].sort((a, b) => a.month.localeCompare(b.month)));
}

/** One span over all that is missing, so that the adapter fills its calls; the months are cut out of the answer. */
async function fetchMissing(
  adapter: BrokerAdapter,
  { symbol, accessToken }: CandleRequest,
  missing: { month: string; known: Bar[]; fromMs: number; untilMs: number }[],
): Promise<Result<{ month: string; coveredUntil: number; bars: Bar[] }[], BrokerFailure>> {
  if (missing.length === 0) return ok([]);
  const answer = await adapter.fetchCandles({
    accessToken,
    symbol,
    startS: Math.min(...missing.map(({ fromMs }) => fromMs)) / 1000,
    endS: Math.max(...missing.map(({ untilMs }) => untilMs)) / 1000,
  });
  if (!answer.ok) return fail(answer.failure);
  return ok(
    missing.map(({ month, known, fromMs, untilMs }) => ({
      month,
      coveredUntil: untilMs,
      bars: [
        ...known,
        ...answer.value.filter(
          (bar) =>
            bar.start * 1000 >= fromMs && bar.start * 1000 < untilMs && monthOf(bar.start * 1000) === month,
        ),
      ],
    })),
  );
}
