import { type SnapshotRow, snapshotsInForce } from '../../db/queries/snapshots.ts';
import { HOUR_MS } from '../../domain/indicators/candle.ts';
import { monthEnd, monthOf, monthStart } from '../../domain/market/needed-months.ts';
import type { Bar, BrokerFailure, CandleSource } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { ok, type Result } from '../result.ts';
import { readSnapshot, type Series, type Snapshot, writeSnapshots } from './snapshots.ts';

export interface CandleRequest {
  symbol: string;
  /** YYYY-MM, sorted. */
  months: readonly string[];
  /** What comes after is not needed, in milliseconds. */
  untilMs: number;
}

/** A month whose bars are stored up to `fromMs` at the most, and are needed up to `untilMs`. */
interface MissingMonth {
  month: string;
  known: Bar[];
  fromMs: number;
  untilMs: number;
}

/**
 * Hourly bars around fills, as snapshots of whole months: what is stored is read, what is missing is asked of the broker and stored.
 * Only closed hours are asked for. A month that is not over gets a new snapshot when newer bars are needed; the older one stays for
 * the tags that read it. A file that was lost is fetched anew: where the venue tells the same bars, it comes back under the same name.
 */
export async function hourlySnapshots(
  ctx: Context,
  source: CandleSource,
  request: CandleRequest,
): Promise<Result<Snapshot[], BrokerFailure>> {
  const series: Series = { source: source.source, symbol: request.symbol, granularity: '1h' };
  const untilMs = Math.floor(Math.min(request.untilMs, ctx.now().getTime()) / HOUR_MS) * HOUR_MS;
  const months = request.months.filter((month) => monthStart(month) < untilMs);
  const [firstMonth] = months;
  if (!firstMonth) return ok([]);

  const rows = await snapshotsInForce(ctx.db, series, firstMonth);
  const { stored, missing } = await readStored(ctx, months, rows, untilMs);
  const fetched: Snapshot[] = [];
  for (const run of runsOf(missing)) {
    const answer = await fetchRun(source, request, run);
    if (!answer.ok) return answer;
    fetched.push(...(await writeSnapshots(ctx, series, answer.value)));
  }
  return ok([...stored, ...fetched].sort((a, b) => a.month.localeCompare(b.month)));
}

async function readStored(
  ctx: Context,
  months: readonly string[],
  rows: readonly SnapshotRow[],
  untilMs: number,
): Promise<{ stored: Snapshot[]; missing: MissingMonth[] }> {
  const stored: Snapshot[] = [];
  const missing: MissingMonth[] = [];
  await Promise.all(
    months.map(async (month) => {
      const row = rows.find((candidate) => candidate.month === month);
      const snapshot = row && (await readSnapshot(ctx, row));
      const neededUntil = Math.min(monthEnd(month), untilMs);
      if (snapshot && snapshot.coveredUntil >= neededUntil) stored.push(snapshot);
      else {
        const fromMs = snapshot?.coveredUntil ?? monthStart(month);
        missing.push({ month, known: snapshot?.bars ?? [], fromMs, untilMs: neededUntil });
      }
    }),
  );
  return { stored, missing: missing.sort((a, b) => a.fromMs - b.fromMs) };
}

/** Months that follow each other are one span, so that the adapter fills its calls. */
function runsOf(missing: readonly MissingMonth[]): MissingMonth[][] {
  const runs: MissingMonth[][] = [];
  for (const month of missing) {
    const run = runs.at(-1);
    if (run?.at(-1)?.untilMs === month.fromMs) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** The months are cut out of the answer to their span. */
async function fetchRun(
  source: CandleSource,
  { symbol }: CandleRequest,
  run: readonly MissingMonth[],
): Promise<Result<{ month: string; coveredUntil: number; bars: Bar[] }[], BrokerFailure>> {
  const startS = Math.min(...run.map(({ fromMs }) => fromMs)) / 1000;
  const endS = Math.max(...run.map(({ untilMs }) => untilMs)) / 1000;
  const answer = await source.fetchCandles({ symbol, startS, endS });
  if (!answer.ok) return answer;
  const isOf = ({ month, fromMs, untilMs }: MissingMonth) => {
    return ({ start }: Bar) =>
      start * 1000 >= fromMs && start * 1000 < untilMs && monthOf(start * 1000) === month;
  };
  return ok(
    run.map((missing) => ({
      month: missing.month,
      coveredUntil: missing.untilMs,
      bars: [...missing.known, ...answer.value.filter(isOf(missing))],
    })),
  );
}
