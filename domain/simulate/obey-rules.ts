import type { Big } from 'big.js';
import type { RuleCheck, RuleKind, RuleSpec } from '../../contracts/rules.ts';
import type { RULE_EFFECTS } from '../../contracts/simulations.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { ZERO } from '../ledger/money.ts';
import { SPEAKS_OF } from '../rules/check-rules.ts';
import { obeyExitRules } from './obey-exit-rules.ts';
import type { Position, SimulatedTrade } from './position.ts';
import type { PriceBar } from './price-bars.ts';

/** The trader's active rules of now, and how those on entries stand with the trade; see check-rules.ts. */
export type RulesOfNow = { specs: readonly RuleSpec[]; checks: readonly RuleCheck[] };

type Effect = (typeof RULE_EFFECTS)[number];

export type ObeyedTrade = {
  pnl: Big;
  /** false: a rule keeps the trade from being made. */
  made: boolean;
  /** Of each rule that speaks of this side, in their order. */
  rules: { kind: RuleKind; effect: Effect }[];
};

/**
 * The trade if the rules had been kept: an entry that breaks one is not made, and comes to 0; else its exits are those of obey-exit-rules.ts. What a
 * rule looks at may not be known of this trade: then it changes nothing, and is told as not judged. Of a SELL nothing is an entry.
 */
export function obeyRules(
  trade: SimulatedTrade,
  position: Position,
  bars: readonly PriceBar[],
  { specs, checks }: RulesOfNow,
): ObeyedTrade {
  const isEntry = trade.side === 'BUY';
  const entryEffects = isEntry ? checks.map(({ kind, ...check }) => [kind, entryEffect(check)] as const) : [];
  const ofEntry = new Map<RuleKind, Effect>(entryEffects);
  const made = ![...ofEntry.values()].includes('no_entry');
  const exits = obeyExitRules({ trade, position, rules: specs }, bars);
  const rules = specs.flatMap(({ kind }) => {
    if (SPEAKS_OF[kind] === 'exits') {
      const changed = made ? exits.effects.find((effect) => effect.kind === kind) : undefined;
      return { kind, effect: changed?.effect ?? ('none' as const) };
    }
    return isEntry ? { kind, effect: ofEntry.get(kind) ?? ('not_judged' as const) } : [];
  });
  return { pnl: made ? exits.brings.minus(position.cost) : ZERO, made, rules };
}

function entryEffect({ verdict, reason }: Omit<RuleCheck, 'kind'>): Effect {
  if (verdict === 'broken') return 'no_entry';
  return verdict === 'kept' || reason === UNKNOWN.noLossBefore ? 'none' : 'not_judged';
}
