import { RULE_KINDS, type RuleKind, type RuleSpec } from '../../contracts/rules.ts';

/** What a rule of the trader's was from a time on; `since` in milliseconds UTC. */
export type RuleVersion = RuleSpec & { active: boolean; since: number };

/** The rules in force at a time, milliseconds UTC. */
export type RulesAt = (ts: number) => readonly RuleSpec[];

/**
 * The rules that were in force at any time, in the contract's order.
 * @param versions in any order, the later of one time given last
 */
export function openRulesInForce(versions: readonly RuleVersion[]): RulesAt {
  const newest = new Map<RuleKind, RuleVersion>();
  const eras = versions
    .toSorted((a, b) => a.since - b.since)
    .map((version) => {
      newest.set(version.kind, version);
      return { since: version.since, rules: activeOf(newest) };
    });
  return (ts) => {
    let [begun, end] = [0, eras.length];
    while (begun < end) {
      const middle = (begun + end) >> 1;
      if ((eras[middle]?.since ?? ts) <= ts) begun = middle + 1;
      else end = middle;
    }
    return eras[begun - 1]?.rules ?? NONE;
  };
}

const NONE: readonly RuleSpec[] = [];

function activeOf(newest: ReadonlyMap<RuleKind, RuleVersion>): RuleSpec[] {
  return RULE_KINDS.flatMap((kind) => {
    const version = newest.get(kind);
    return version?.active ? [specOf(version)] : [];
  });
}

function specOf({ active: _, since: __, ...spec }: RuleVersion): RuleSpec {
  return spec;
}
