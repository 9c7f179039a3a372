import { z } from 'zod';
import { type RuleSpec, RuleSpecSchema } from '../../../contracts/rules.ts';
import type { SimulationSources } from '../../../db/queries/simulations.ts';
import { changeBefore } from '../../../domain/features/market-features.ts';
import { lastClosedBar } from '../../../domain/indicators/hourly-series.ts';
import { feeAssetOf } from '../../../domain/ledger/split-fee.ts';
import type { ProductMarket } from '../../../domain/market/market-types.ts';
import { checkRules, SPEAKS_OF } from '../../../domain/rules/check-rules.ts';
import type { RulesOfNow } from '../../../domain/simulate/obey-rules.ts';
import type { SimulatedTrade } from '../../../domain/simulate/position.ts';
import { recallSituation } from '../../../domain/simulate/recall-situation.ts';

const FiguresSchema = z.record(z.string(), z.number()).catch({});

/** A trade that the books have. */
export type ScoredSources = SimulationSources & {
  trade: NonNullable<SimulationSources['trade']>;
  outcome: NonNullable<SimulationSources['outcome']>;
};

export function isScored(sources: SimulationSources): sources is ScoredSources {
  return sources.trade !== undefined && sources.outcome !== null;
}

export function toSimulatedTrade({ trade, outcome, parts }: ScoredSources): SimulatedTrade {
  const isInBase = trade.fee !== null && feeAssetOf(trade).role === 'base';
  return {
    symbol: trade.symbol,
    side: trade.side,
    ts: trade.ts.getTime(),
    qty: trade.qty,
    price: trade.price,
    fee: outcome.fee,
    feeInBase: isInBase ? (trade.fee ?? '0') : '0',
    parts: parts.map(({ ts, salePnl, saleEntryValue, ...part }) => ({
      ...part,
      ts: ts.getTime(),
      resultVsEntry: overEntry(salePnl, saleEntryValue),
    })),
    unknownQty: outcome.unknownQty,
  };
}

/** A share that rules are held against, and no money. */
function overEntry(pnl: string | null, entryValue: string | null): number | null {
  const value = Number(entryValue);
  return pnl === null || !(value > 0) ? null : Number(pnl) / value;
}

/** The trader's active rules. One that no code can read is as good as none. */
export function specsOf({ rules }: SimulationSources): RuleSpec[] {
  return rules.flatMap((rule) => {
    const spec = RuleSpecSchema.safeParse(rule);
    return spec.success ? [spec.data] : [];
  });
}

/** How the rules on entries stand with the trade; null where there is no rule at all. */
export function rulesOfNow(
  sources: ScoredSources,
  { specs, market, timezone }: { specs: readonly RuleSpec[]; market: () => ProductMarket; timezone: string },
): RulesOfNow | null {
  if (specs.length === 0) return null;
  const trade = toSimulatedTrade(sources);
  const cooldown = specs.find(({ kind }) => kind === 'cooldownAfterLossMinutes');
  const situation = recallSituation(
    trade,
    { figures: FiguresSchema.parse(sources.figures), checks: sources.outcome.rules },
    {
      timezone,
      cooldownMinutes: cooldown?.kind === 'cooldownAfterLossMinutes' ? cooldown.params.minutes : null,
      changeOver(hours) {
        const series = market().seriesAt(trade.ts);
        return changeBefore(series, lastClosedBar(series, trade.ts), Number(trade.price), hours);
      },
    },
  );
  const ofEntries = specs.filter(({ kind }) => SPEAKS_OF[kind] !== 'exits');
  return { specs, checks: checkRules(ofEntries, situation) };
}
