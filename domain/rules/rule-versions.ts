import { RULE_KINDS, type RuleSpec } from '../../contracts/rules.ts';

/** What a rule of the trader's was from a time on; `since` in milliseconds UTC. */
export type RuleVersion = RuleSpec & { active: boolean; since: number };

/** The rules in force at a time, milliseconds UTC. */
export type RulesAt = (ts: number) => readonly RuleSpec[];

/** The rules that were in force at a time, in the contract's order; `versions` in any order, the later of one time given last. */
function rulesInForce(versions: readonly RuleVersion[], ts: number): RuleSpec[] {
  const newest = new Map<string, RuleVersion>();
  for (const version of versions) {
    const before = newest.get(version.kind);
    if (version.since <= ts && version.since >= (before?.since ?? Number.NEGATIVE_INFINITY)) {
      newest.set(version.kind, version);
    }
  }
  return RULE_KINDS.flatMap((kind) => {
    const version = newest.get(kind);
    return version?.active ? [specOf(version)] : [];
  });
}

/** rulesInForce for many times: worked out once for each time between two versions. */
export function openRulesInForce(versions: readonly RuleVersion[]): RulesAt {
  const starts = [...new Set(versions.map(({ since }) => since))].sort((a, b) => a - b);
  const known = new Map<number, readonly RuleSpec[]>();
  return (ts) => {
    const start = starts.findLast((since) => since <= ts);
    if (start === undefined) return NONE;
    const rules = known.get(start) ?? rulesInForce(versions, start);
    known.set(start, rules);
    return rules;
  };
}

const NONE: readonly RuleSpec[] = [];

function specOf({ active: _, since: __, ...spec }: RuleVersion): RuleSpec {
  return spec;
}
