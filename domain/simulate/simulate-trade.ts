import type { Big } from 'big.js';
import type { RuleKind } from '../../contracts/rules.ts';
import type { Simulation } from '../../contracts/simulations.ts';
import { HOUR_MS } from '../indicators/candle.ts';
import { formatDecimal, isPositive, restoreDecimal, ZERO } from '../ledger/money.ts';
import { actualPath } from './actual-path.ts';
import { tellAssumptions } from './assumptions.ts';
import { type ObeyedTrade, obeyRules, type RulesOfNow } from './obey-rules.ts';
import { below, type Position, positionOf, resultAt, type SimulatedTrade, tellResult } from './position.ts';
import { barsWithin, closeOf, type PriceBar } from './price-bars.ts';
import { tellSeries } from './series.ts';
import { stopOut } from './stop-out.ts';
import { type WaitedEntry, waitedEntry } from './wait-entry.ts';

const DAY_MS = 24 * HOUR_MS;

/** The hourly bars that are known around the trade, in any order. */
export type KnownBars = {
  bars: readonly PriceBar[];
  /** Every hour that closed before it is known, milliseconds UTC. */
  coveredUntil: number;
};

export type SimulationParameters = { horizonDays: number; waitPct: number };

type SimulatedAnswer = Omit<Simulation, 'tradeId' | 'snapshots'>;

/**
 * What one trade came to, and what it would have come to: held to the horizon's end, entered after a pullback, stopped out, and by the trader's rules of
 * now. Each is net of fees, in the quote asset, of the trade's own quantity; pct is percent of what the entry cost. All choices stand in the answer's
 * assumptions, and those on what is not known within an hour beside the functions that make them: stop-out.ts, wait-entry.ts, obey-exit-rules.ts.
 *
 * Nothing that closed after the horizon is read. Where the known hours end before it, the answer is up to their end, and `incomplete`.
 * @returns basis_unknown: what was sold has no known cost. no_hour_closed: no hour that is known has closed since the trade.
 */
export function simulateTrade(
  trade: SimulatedTrade,
  { bars, coveredUntil }: KnownBars,
  { horizonDays, waitPct }: SimulationParameters,
  rulesOfNow: RulesOfNow | null,
): { ok: true; value: SimulatedAnswer } | { ok: false; reason: 'basis_unknown' | 'no_hour_closed' } {
  const position = positionOf(trade);
  if (!position) return { ok: false, reason: 'basis_unknown' };
  const endMs = trade.ts + horizonDays * DAY_MS;
  const read = barsWithin(bars, trade.ts, endMs);
  const lastBar = read.at(-1);
  if (!lastBar) return { ok: false, reason: 'no_hour_closed' };
  const last = restoreDecimal(lastBar.close);

  const path = actualPath(position, trade.parts);
  const waited = trade.side === 'BUY' ? waitedEntry(trade, position, read, waitPct) : null;
  const stop = simulateStop(trade, position, read, stopOf(rulesOfNow, waitPct));
  const obeyed = rulesOfNow && obeyRules(trade, position, read, rulesOfNow);
  const incomplete = coveredUntil < Math.floor(endMs / HOUR_MS) * HOUR_MS;
  return {
    ok: true,
    value: {
      symbol: trade.symbol,
      side: trade.side,
      horizonDays,
      waitPct,
      until: isoOf(closeOf(lastBar)),
      actual: tellResult(position, path.resultAt(last)),
      hold: tellResult(position, resultAt(position, last)),
      wait: trade.side === 'BUY' ? tellWait(position, waited, last) : null,
      stop,
      ...(obeyed && { rule: tellObeyed(position, obeyed) }),
      series: tellSeries({ trade, position, path, waited }, read),
      assumptions: tellAssumptions({
        trade,
        waitPct,
        stop,
        rule: obeyed && { notJudged: notJudgedOf(obeyed) },
        isHeld: isPositive(path.held),
        salesAfter: trade.parts.filter(({ ts }) => ts > endMs).length,
        incomplete,
      }),
      incomplete,
    },
  };
}

function stopOf(
  rules: RulesOfNow | null,
  waitPct: number,
): { source: 'rule' | 'pullback'; levelPct: number } {
  for (const rule of rules?.specs ?? [])
    if (rule.kind === 'maxLossPctPerTrade') return { source: 'rule', levelPct: rule.params.pct };
  return { source: 'pullback', levelPct: waitPct };
}

function simulateStop(
  trade: SimulatedTrade,
  position: Position,
  bars: readonly PriceBar[],
  { source, levelPct }: { source: 'rule' | 'pullback'; levelPct: number },
): Simulation['stop'] {
  const level = below(restoreDecimal(trade.price), levelPct);
  const out = stopOut(bars, trade.ts, level);
  const price = out?.price ?? restoreDecimal(bars.at(-1)?.close ?? trade.price);
  return {
    ...tellResult(position, resultAt(position, price)),
    hit: out !== null,
    level: formatDecimal(level),
    levelPct,
    source,
    gap: out?.gap ?? false,
    ...(out && { exitTs: isoOf(out.bar.ts), exitPrice: formatDecimal(out.price) }),
  };
}

function tellWait(position: Position, waited: WaitedEntry | null, last: Big): Simulation['wait'] {
  if (!waited) return { filled: false, ...tellResult(position, ZERO) };
  return {
    filled: true,
    entryTs: isoOf(waited.bar.ts),
    entryPrice: formatDecimal(waited.price),
    ...tellResult(position, waited.resultAt(last)),
  };
}

function tellObeyed(position: Position, { pnl, made, rules }: ObeyedTrade): Simulation['rule'] {
  return { made, ...tellResult(position, pnl), rules };
}

function notJudgedOf({ rules }: ObeyedTrade): RuleKind[] {
  return rules.flatMap(({ kind, effect }) => (effect === 'not_judged' ? [kind] : []));
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
