import type { Condition, Verdict } from '../../../../contracts/features.ts';
import { RULES } from '../../../../domain/bias/rules.ts';

/** What a rule asks at one place: a condition, or several of which one is enough. */
interface Requirement {
  met: boolean;
  conditions: readonly Condition[];
}

/** How a rule came out: by a known figure, by the lack of one (undecided), or not asked at all (silent). */
type Standing = 'met' | 'near' | 'missed' | 'undecided' | 'silent';

export function requirementsOf(verdict: Verdict): Requirement[] {
  const groups = Map.groupBy(verdict.conditions, (condition) => condition.either ?? condition);
  return [...groups.values()].map((conditions) => ({
    met: conditions.some((condition) => condition.met),
    conditions,
  }));
}

/** Near is a rule that lacks one requirement only, and that by one step of its confidence at most. */
export function standingOf(verdict: Verdict): Standing {
  if (!verdict.applies) return 'silent';
  if (verdict.met) return 'met';
  const lacking = requirementsOf(verdict).filter((requirement) => !requirement.met);
  if (lacking.every(isUnknown)) return 'undecided';
  return lacking.length === 1 && lacking[0]?.conditions.some((condition) => isNear(verdict, condition))
    ? 'near'
    : 'missed';
}

/** The verdicts by standing; in each, those with the larger part of their requirements met come first. */
export function groupVerdicts(verdicts: readonly Verdict[]): Readonly<Record<Standing, Verdict[]>> {
  const groups: Record<Standing, Verdict[]> = { met: [], near: [], missed: [], undecided: [], silent: [] };
  for (const verdict of verdicts) groups[standingOf(verdict)].push(verdict);
  for (const group of Object.values(groups)) group.sort((a, b) => partMet(b) - partMet(a));
  return groups;
}

/** What a rule failed for, in its own order: the first requirement that was missed, or else the first that is not known. */
export function decidingCondition(verdict: Verdict): Condition | undefined {
  const lacking = requirementsOf(verdict).filter((requirement) => !requirement.met);
  return (lacking.find((requirement) => !isUnknown(requirement)) ?? lacking[0])?.conditions[0];
}

function isUnknown(requirement: Requirement): boolean {
  return requirement.conditions.some((condition) => condition.value === null);
}

function isNear({ label }: Verdict, { name, op, value, threshold }: Condition): boolean {
  const criteria = RULES.find((rule) => rule.label === label)?.criteria ?? [];
  const criterion = criteria.find((candidate) => candidate.name === name && candidate.op === op);
  // Money has no scale of its own: a gain is no near loss.
  if (value === null || criterion === undefined || criterion.unit === 'value') return false;
  return Math.abs(Number(value) - threshold) <= criterion.scale;
}

function partMet(verdict: Verdict): number {
  const requirements = requirementsOf(verdict);
  return requirements.filter((requirement) => requirement.met).length / Math.max(1, requirements.length);
}
