import { RULE_KINDS, type RuleSpec } from '../../contracts/rules.ts';

/** What a rule of the trader's was from a time on; `since` in milliseconds UTC. */
export type RuleVersion = RuleSpec & { active: boolean; since: number };

/** The rules that were in force at a time, in the contract's order; `versions` in any order, the later of one time given last. */
export function rulesInForce(versions: readonly RuleVersion[], ts: number): RuleSpec[] {
  const newest = new Map<string, RuleVersion>();
  for (const version of versions) {
    const before = newest.get(version.kind);
    if (version.since <= ts && version.since >= (before?.since ?? 0)) newest.set(version.kind, version);
  }
  return RULE_KINDS.flatMap((kind) => {
    const version = newest.get(kind);
    return version?.active ? [specOf(version)] : [];
  });
}

function specOf({ active: _, since: __, ...spec }: RuleVersion): RuleSpec {
  return spec;
}
