import type { Broker } from '../../contracts/brokers.ts';
import { chooseSources, type SourceChoice, saveRefusal, storedMonths } from '../../db/queries/snapshots.ts';
import { HOUR_MS } from '../../domain/indicators/candle.ts';
import { monthEnd, monthStart } from '../../domain/market/needed-months.ts';
import type { BrokerFailure, CandleSource } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { fail, ok, type Result } from '../result.ts';
import { NO_BARS } from './fetch-months.ts';
import { fetchOnce, type NeededMonth } from './fetch-once.ts';
import { openSnapshot, type Snapshot, writeSnapshots } from './snapshots.ts';
import { readFailure, shortestOutage } from './source-order.ts';
import { type MonthSources, sourcesOfMonth } from './stored-choice.ts';

export interface CandleRequest {
  broker: Broker;
  symbol: string;
  /** YYYY-MM, sorted. */
  months: readonly string[];
  /** What comes after is not needed, in milliseconds. */
  untilMs: number;
}

/** Bounds how much is lost when a fetch breaks off, and how long others wait for it. */
const MONTHS_PER_FETCH = 6;

type Sourced = Snapshot & { source: string };
type SourcedMonth = NeededMonth & MonthSources;

/**
 * Hourly bars around fills, as snapshots of whole months: what is stored is read, what is missing is asked of the sources in their order and
 * stored. A source that does not have the product, or is out, passes to the next; a month is of one source alone. Only closed hours are asked for.
 * A month that is not over gets a new snapshot when newer bars are needed; the older one stays for the tags that read it. A file that was lost is
 * fetched anew: where the source tells the same bars, it comes back under the same name.
 *
 * `refused`: no source has the product, and nothing of it is stored. Any other failure: of the sources that may have it none answers.
 */
export async function hourlySnapshots(
  ctx: Context,
  sources: readonly CandleSource[],
  request: CandleRequest,
): Promise<Result<Snapshot[], BrokerFailure>> {
  const untilMs = Math.floor(Math.min(request.untilMs, ctx.now().getTime()) / HOUR_MS) * HOUR_MS;
  const months = request.months.filter((month) => monthStart(month) < untilMs);
  const order = sources.map(({ source }) => source);
  const stored = await storedMonths(ctx.db, { ...request, sources: order, months });
  const needed = months.map((month) => ({
    month,
    untilMs: Math.min(monthEnd(month), untilMs),
    ...sourcesOfMonth(month, order, stored),
  }));

  const { covered, older, missing } = await openStored(ctx, needed);
  const asked = sources.filter(({ source }) => !stored.refusals.includes(source));
  const read = [...covered];
  const refused: SourcedMonth[] = [];
  for (const run of runsOf(missing)) {
    const answer = await askInOrder(ctx, asked, request.symbol, run);
    if (answer.ok) read.push(...answer.value);
    else if (answer.failure.kind === 'refused') refused.push(...run);
    else return answer;
  }
  // What a source had before it gave a product up is what there is of it.
  const last = older.filter(({ month }) => refused.some((one) => one.month === month));
  if (refused.length > 0 && read.length === 0 && last.length === 0) {
    return fail({ kind: 'refused', status: 404, detail: 'no source has it' });
  }
  return keepChoices(ctx, request, needed, [...read, ...last], () => hourlySnapshots(ctx, sources, request));
}

async function openStored(
  ctx: Context,
  needed: readonly SourcedMonth[],
): Promise<{ covered: Sourced[]; older: Sourced[]; missing: SourcedMonth[] }> {
  const opened = await Promise.all(
    needed.map(async (month) => ({ month, snapshot: month.row ? await openSnapshot(ctx, month.row) : null })),
  );
  const covered: Sourced[] = [];
  const older: Sourced[] = [];
  const missing: SourcedMonth[] = [];
  for (const { month, snapshot } of opened) {
    const isCovered = snapshot !== null && snapshot.coveredUntil >= month.untilMs;
    if (snapshot && month.row) (isCovered ? covered : older).push({ ...snapshot, source: month.row.source });
    if (!isCovered) missing.push(month);
  }
  return { covered, older, missing };
}

/** Months that follow each other and ask the same source first. */
function runsOf(missing: readonly SourcedMonth[]): SourcedMonth[][] {
  const runs: SourcedMonth[][] = [];
  for (const month of missing) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const follows = before !== undefined && monthEnd(before.month) === monthStart(month.month);
    if (run && run.length < MONTHS_PER_FETCH && follows && before.order[0] === month.order[0])
      run.push(month);
    else runs.push([month]);
  }
  return runs;
}

/** Asks one source after the other for the months of a run. */
async function askInOrder(
  ctx: Context,
  sources: readonly CandleSource[],
  symbol: string,
  run: readonly SourcedMonth[],
): Promise<Result<Sourced[], BrokerFailure>> {
  const outages: BrokerFailure[] = [];
  let empty: CandleSource | undefined;
  for (const name of run[0]?.order ?? []) {
    const source = sources.find((candidate) => candidate.source === name);
    if (!source) continue;
    const answer = await fetchOnce(ctx, source, symbol, run);
    if (answer.ok) return ok(answer.value.map((snapshot) => ({ ...snapshot, source: name })));
    const meaning = readFailure(answer.failure);
    if ('outage' in meaning) outages.push(meaning.outage);
    else if (meaning.refusal.status === NO_BARS.status) empty ??= source;
    else if (meaning.refusal.status === 404) await saveRefusal(ctx.db, { source: name, symbol });
  }
  const outage = shortestOutage(outages);
  if (outage) return fail(outage);
  if (!empty) return fail({ kind: 'refused', status: 404, detail: 'no source has it' });
  // All that have the product agree that nothing was traded.
  const { source } = empty;
  const months = run.map(({ month, untilMs }) => ({ month, coveredUntil: untilMs, bars: [] }));
  const written = await writeSnapshots(ctx, { source, symbol, granularity: '1h' }, months);
  return ok(written.map((snapshot) => ({ ...snapshot, source })));
}

/** Keeps whose bars each month was read from. Where another worker has chosen otherwise meanwhile, its choice is read in place of ours. */
async function keepChoices(
  ctx: Context,
  { broker, symbol }: CandleRequest,
  needed: readonly SourcedMonth[],
  read: readonly Sourced[],
  again: () => Promise<Result<Snapshot[], BrokerFailure>>,
): Promise<Result<Snapshot[], BrokerFailure>> {
  const choices = read.flatMap(({ month, source }): SourceChoice[] => {
    const was = needed.find((one) => one.month === month)?.chosen ?? null;
    return was === source ? [] : [{ month, source, was }];
  });
  const kept = await chooseSources(ctx.db, { broker, symbol }, choices);
  const isOurs = choices.every(({ month, source }) =>
    kept.some((choice) => choice.month === month && choice.source === source),
  );
  if (!isOurs) return again();
  return ok(
    read.map(({ source: _, ...snapshot }) => snapshot).sort((a, b) => a.month.localeCompare(b.month)),
  );
}
