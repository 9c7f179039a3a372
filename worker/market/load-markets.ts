import type { MarketPlan } from '../../domain/engine/plan-markets.ts';
import { type Markets, productKey } from '../../domain/engine/trader.ts';
import type { CandleMonth, ProductMarket } from '../../domain/market/market-types.ts';
import { openMarket } from '../../domain/market/product-market.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import type { Result } from '../result.ts';
import type { Snapshot } from './snapshots.ts';

/** A Worker has six connections at a time. */
const AT_ONCE = 4;

export type LoadSnapshots = (plan: MarketPlan) => Promise<Result<Snapshot[], BrokerFailure>>;

export type LoadedMarkets = Markets & {
  /** The first failure of those that may pass; null: everything that exists was read. */
  outage: BrokerFailure | null;
};

/** Opens the markets that a scoring plans to read. A product that the venue does not know has no candles; any other failure is an outage. */
export async function loadMarkets(
  plans: readonly MarketPlan[],
  load: LoadSnapshots,
  now: number,
): Promise<LoadedMarkets> {
  const products = new Map<string, ProductMarket>();
  const outages = new Set<string>();
  let outage: BrokerFailure | null = null;
  const waiting = [...plans];

  async function work(): Promise<void> {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      const key = productKey(plan.broker, plan.symbol);
      const loaded = await load(plan);
      if (loaded.ok) products.set(key, openMarket(loaded.value.map(toCandleMonth)));
      else if (loaded.failure.kind !== 'refused') {
        outages.add(key);
        outage ??= loaded.failure;
      }
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { products, outages, now, outage };
}

/** Indicators are computed on numbers; money stays decimal. */
export function toCandleMonth({ month, hash, coveredUntil, bars }: Snapshot): CandleMonth {
  return {
    month,
    hash,
    coveredUntil,
    candles: bars.map((bar) => ({
      ts: bar.start * 1000,
      open: Number(bar.open),
      high: Number(bar.high),
      low: Number(bar.low),
      close: Number(bar.close),
      volume: Number(bar.volume),
    })),
  };
}
