import {
  claimFetch,
  type FetchedMonths,
  failFetch,
  type Holder,
  releaseFetch,
  watchFetch,
} from '../../db/queries/candle-fetches.ts';
import type { SnapshotRow } from '../../db/queries/snapshots.ts';
import { HOUR_MS } from '../../domain/indicators/candle.ts';
import { monthBefore, monthEnd, monthOf, monthStart } from '../../domain/market/needed-months.ts';
import type { BrokerFailure, CandleSource } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseFailure } from './fetch-failure.ts';
import { fetchMonths, type MissingMonth } from './fetch-months.ts';
import type { Neighbours } from './judge-gaps.ts';
import { openSnapshot, type Series, type Snapshot, writeSnapshots } from './snapshots.ts';

/** As long as a request to a source may take. Who fetches for longer is joined by one of those who wait. */
const LEASE_MS = 10_000;
const POLL_MS = 150;
/** Counted, since a Worker's clock stands still between its answers: ten seconds, or two more with the time of the statements. */
const MOST_POLLS = 66;
const BUSY_SHARE = 0.9;

/** YYYY-MM, and until when its bars are needed, in milliseconds. */
export interface NeededMonth {
  month: string;
  untilMs: number;
}

/**
 * Months of one source that follow each other, fetched once however many ask for them at the same moment: one claims them in the database and asks
 * the source, the others wait for what it stores, or share its failure. A claim saves requests and no more: who has waited for ten seconds, or finds
 * that the claimant is gone, asks the source itself. Promises are not shared inside of an isolate: the runtime lets no request wait for another one's.
 */
export async function fetchOnce(
  ctx: Context,
  source: CandleSource,
  symbol: string,
  needed: readonly NeededMonth[],
): Promise<Result<Snapshot[], BrokerFailure>> {
  const series: Series = { source: source.source, symbol, granularity: '1h' };
  const owner = ctx.newId();
  const done: Snapshot[] = [];
  const awaited = new Map<string, string>();
  let left = needed;

  for (let polls = 0; ; polls += 1) {
    const isPatient = polls < MOST_POLLS;
    const { rows, holders } = await watchFetch(ctx.db, monthsOf(series, left));
    const { stored, missing } = await sortOut(ctx, left, rows);
    done.push(...stored);
    left = left.filter(({ month }) => missing.some((one) => one.month === month));
    if (left.length === 0) return ok(done);

    const shared = sharedFailure(holders, awaited);
    if (shared) return fail(shared);
    const isHeld = ({ month }: NeededMonth) => holders.some((one) => one.month === month && one.isLive);
    const free = isPatient ? left.filter((month) => !isHeld(month)) : left;
    if (free.length > 0) {
      const claim = await claimMonths(ctx, series, free, { owner, evenIfHeld: !isPatient });
      for (const holder of claim.holders) awaited.set(holder.month, holder.owner);
      const fetched = await fetchClaimed(ctx, source, series, claim, owner);
      if (!fetched.ok) return fetched;
      done.push(...fetched.value);
      left = left.filter(({ month }) => !done.some((one) => one.month === month));
      if (left.length === 0) return ok(done);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

interface Claim {
  mine: NeededMonth[];
  /** Of the months, and of those next to them. */
  rows: SnapshotRow[];
  holders: Holder[];
}

async function claimMonths(
  ctx: Context,
  series: Series,
  free: readonly NeededMonth[],
  { owner, evenIfHeld }: { owner: string; evenIfHeld: boolean },
): Promise<Claim> {
  const around = new Set(free.flatMap(({ month }) => [monthBefore(month), month, monthAfter(month)]));
  const { claimed, rows, holders } = await claimFetch(
    ctx.db,
    monthsOf(series, free),
    { owner, leaseMs: LEASE_MS, evenIfHeld },
    [...around],
  );
  return { mine: free.filter(({ month }) => claimed.includes(month)), rows, holders };
}

/** Fetches and stores what was claimed, but for what turned out to be stored by now, and lets go of it. */
async function fetchClaimed(
  ctx: Context,
  source: CandleSource,
  series: Series,
  { mine, rows }: Claim,
  owner: string,
): Promise<Result<Snapshot[], BrokerFailure>> {
  if (mine.length === 0) return ok([]);
  const held = monthsOf(series, mine);
  try {
    const { stored, missing } = await sortOut(ctx, mine, rows);
    const done = [...stored];
    for (const run of runsOf(missing)) {
      const answer = await fetchMonths(source, series.symbol, run, {
        nowMs: ctx.now().getTime(),
        neighbours: neighboursOf(run, rows),
      });
      if (!answer.ok) {
        await failFetch(ctx.db, held, owner, answer.failure);
        return answer;
      }
      done.push(...(await writeSnapshots(ctx, series, answer.value)));
    }
    await releaseFetch(ctx.db, held, owner);
    return ok(done);
  } catch (error) {
    // Whoever waits need not wait for the lease to run out.
    await releaseFetch(ctx.db, held, owner).catch(() => {});
    throw error;
  }
}

/** Which months are stored as far as they are needed, and what is known of the others. A file that is lost is as good as not there. */
async function sortOut(
  ctx: Context,
  needed: readonly NeededMonth[],
  rows: readonly SnapshotRow[],
): Promise<{ stored: Snapshot[]; missing: MissingMonth[] }> {
  const stored: Snapshot[] = [];
  const missing: MissingMonth[] = [];
  await Promise.all(
    needed.map(async ({ month, untilMs }) => {
      const row = rows.find((candidate) => candidate.month === month);
      const snapshot = row ? await openSnapshot(ctx, row) : null;
      if (snapshot && snapshot.coveredUntil >= untilMs) stored.push(snapshot);
      else {
        const fromMs = snapshot?.coveredUntil ?? monthStart(month);
        missing.push({ month, known: snapshot?.bars ?? [], fromMs, untilMs });
      }
    }),
  );
  return { stored, missing: missing.sort((a, b) => a.fromMs - b.fromMs) };
}

/** Months that follow each other are one span, so that the source fills its calls. */
function runsOf(missing: readonly MissingMonth[]): MissingMonth[][] {
  const runs: MissingMonth[][] = [];
  for (const month of missing) {
    const run = runs.at(-1);
    if (run?.at(-1)?.untilMs === month.fromMs) run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** Of somebody who was waited for; what failed before that is no reason not to try. */
function sharedFailure(
  holders: readonly Holder[],
  awaited: ReadonlyMap<string, string>,
): BrokerFailure | null {
  for (const { month, owner, isLive, failure } of holders) {
    if (isLive || awaited.get(month) !== owner) continue;
    const parsed = parseFailure(failure);
    if (parsed) return parsed;
  }
  return null;
}

function neighboursOf(run: readonly MissingMonth[], rows: readonly SnapshotRow[]): Neighbours {
  const isBusy = (month: string | undefined) => {
    const row = rows.find((candidate) => candidate.month === month);
    if (!month || !row) return false;
    const hours = (row.coveredUntil.getTime() - monthStart(month)) / HOUR_MS;
    return row.bars > 0 && row.bars >= BUSY_SHARE * hours;
  };
  const [first, last] = [run[0]?.month, run.at(-1)?.month];
  return { before: isBusy(first && monthBefore(first)), after: isBusy(last && monthAfter(last)) };
}

function monthsOf(series: Series, months: readonly NeededMonth[]): FetchedMonths {
  return { ...series, months: months.map(({ month }) => month) };
}

function monthAfter(month: string): string {
  return monthOf(monthEnd(month));
}
