import { HOUR_MS } from '../../domain/indicators/candle.ts';
import { monthOf } from '../../domain/market/needed-months.ts';
import type { Bar, BrokerFailure, CandleSource } from '../brokers/port.ts';
import { fail, ok, type Result } from '../result.ts';
import { checkBars } from './check-bars.ts';
import { judgeGaps, type Neighbours } from './judge-gaps.ts';

/** Asked for on either side of what is needed: bars there show that hours without one inside of it are gaps. */
const MARGIN_MS = 24 * HOUR_MS;
/** A source that answers ever so short is not worth more questions. */
const MOST_DOUBTFUL = 8;

/** A month whose bars are known up to `fromMs`, and are needed up to `untilMs`. Milliseconds, full hours. */
export interface MissingMonth {
  /** YYYY-MM, UTC. */
  month: string;
  known: readonly Bar[];
  fromMs: number;
  untilMs: number;
}

export interface FetchedMonth {
  month: string;
  /** Everything that closed before this time is in the bars. */
  coveredUntil: number;
  bars: readonly Bar[];
}

/** A source that has no bar of a span where nobody knows of one: it may not have had the product then, and another may. */
export const NO_BARS = { kind: 'refused', status: 200, detail: 'no bars' } as const satisfies BrokerFailure;

/**
 * Asks one source for months that follow each other, in one span, and cuts the answer into them. `refused` with status 200: an empty answer.
 * What is doubtful of an answer is asked for once more, see judgeGaps.
 */
export async function fetchMonths(
  source: CandleSource,
  symbol: string,
  run: readonly MissingMonth[],
  context: { nowMs: number; neighbours: Neighbours },
): Promise<Result<FetchedMonth[], BrokerFailure>> {
  const fromMs = Math.min(...run.map((month) => month.fromMs));
  const untilMs = Math.max(...run.map((month) => month.untilMs));
  const closedMs = Math.floor(context.nowMs / HOUR_MS) * HOUR_MS;
  const ask = async (startMs: number, endMs: number) => {
    const span = { startS: startMs / 1000, endS: endMs / 1000 };
    const answer = await source.fetchCandles({ symbol, ...span });
    return answer.ok ? checkBars(answer.value, { ...span, nowS: context.nowMs / 1000 }) : answer;
  };

  const first = await ask(fromMs - MARGIN_MS, Math.min(untilMs + MARGIN_MS, closedMs));
  if (!first.ok) return first;
  const known = run.flatMap((month) => month.known);
  const needed = { startS: fromMs / 1000, endS: untilMs / 1000, nowS: context.nowMs / 1000 };
  const bars = merged(known, first.value);
  const isKnown = bars.length > 0 || context.neighbours.before || context.neighbours.after;
  if (!isKnown) return fail(NO_BARS);

  const doubtful = judgeGaps(bars, needed, context.neighbours);
  if (!doubtful.ok) return doubtful;
  if (doubtful.value.length > MOST_DOUBTFUL) {
    return fail({
      kind: 'malformed',
      detail: `${doubtful.value.length} stretches of the answer are missing.`,
    });
  }
  const found: Bar[] = [];
  for (const { fromS, untilS } of doubtful.value) {
    const again = await ask(fromS * 1000, untilS * 1000);
    if (!again.ok) return again;
    found.push(...again.value);
  }
  return ok(cutIntoMonths(run, merged(bars, found)));
}

/** Sorted, an hour once; what was known stays as it was stored. */
function merged(known: readonly Bar[], told: readonly Bar[]): Bar[] {
  const hours = new Map(told.map((bar) => [bar.start, bar]));
  for (const bar of known) hours.set(bar.start, bar);
  return [...hours.values()].sort((a, b) => a.start - b.start);
}

function cutIntoMonths(run: readonly MissingMonth[], bars: readonly Bar[]): FetchedMonth[] {
  return run.map(({ month, known, fromMs, untilMs }) => ({
    month,
    coveredUntil: untilMs,
    bars: [
      ...known,
      ...bars.filter(({ start }) => {
        const ms = start * 1000;
        return ms >= fromMs && ms < untilMs && monthOf(ms) === month;
      }),
    ],
  }));
}
