import type { MarketPlan } from '../../../domain/engine/plan-markets.ts';
import { monthBefore, monthOf } from '../../../domain/market/needed-months.ts';
import type { BrokerFailure } from '../../brokers/port.ts';
import type { AfterAnswer } from '../../context.ts';
import { type LoadedMarkets, type LoadSnapshots, loadMarkets } from '../../market/load-markets.ts';
import type { Snapshot } from '../../market/snapshots.ts';
import { fail, ok, type Result } from '../../result.ts';

/** Somebody waits. What is stored takes some milliseconds, what has to be fetched some hundred. */
const PATIENCE_MS = 2_000;

const TOO_SLOW = { kind: 'unavailable', retryAfterMs: null, detail: 'too slow' } as const;

type Loaded = Result<Snapshot[], BrokerFailure>;

interface Waiting {
  load: LoadSnapshots;
  /** Milliseconds UTC. */
  now: number;
  afterAnswer: AfterAnswer;
  patienceMs?: number;
}

/**
 * Opens the markets that are there within two seconds; what is not is an outage. A fetch that takes longer goes on after the answer, so that the next
 * question finds it stored. Of a product that was held for long, the months before the last two may be missing without that being one: the excursion is
 * then not known.
 */
export async function marketsInTime(
  plans: readonly MarketPlan[],
  { load, now, afterAnswer, patienceMs = PATIENCE_MS }: Waiting,
): Promise<LoadedMarkets> {
  const timeout = timeoutAfter(patienceMs);

  const inTime = (plan: MarketPlan): Promise<Loaded> => {
    const work = load(plan);
    afterAnswer(async () => {
      await work;
    });
    return Promise.race([work, timeout.over]);
  };

  const last = monthBefore(monthOf(now));
  const lastAndOlder: LoadSnapshots = async (plan) => {
    const of = (months: string[]) => ({ ...plan, months });
    const older = plan.months.filter((month) => month < last);
    const [recent, before] = await Promise.all([
      inTime(of(plan.months.filter((month) => month >= last))),
      older.length === 0 ? ok([]) : inTime(of(older)),
    ]);
    return recent.ok && before.ok ? ok([...before.value, ...recent.value]) : recent;
  };

  try {
    return await loadMarkets(plans, lastAndOlder, now);
  } finally {
    timeout.clear();
  }
}

function timeoutAfter(ms: number): { over: Promise<Loaded>; clear(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<Loaded>((resolve) => {
    timer = setTimeout(() => resolve(fail(TOO_SLOW)), ms);
  });
  return { over, clear: () => clearTimeout(timer) };
}
