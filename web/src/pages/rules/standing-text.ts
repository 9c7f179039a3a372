import type { RuleRow, RulesResponse } from '../../../../contracts/rule-reports.ts';
import { openZone } from '../../../../domain/history/local-time.ts';
import { formatDate } from '../../format/date.ts';
import { tellCounts, tellDays } from './adherence-grid.ts';

/** How all active rules are kept, in two sentences at most. */
export function tellStanding({ rules, together }: Pick<RulesResponse, 'rules' | 'together'>): string {
  if (together === null) return 'None of your rules is on.';
  const active = rules.filter((rule) => rule.active).length;
  const all = active === 1 ? 'Your rule' : active === 2 ? 'Both of your rules' : `All ${active} rules`;
  const { streak, days } = together;
  if (days.length === 0 && streak.longest === 0) {
    return `${all} ${active === 1 ? 'is' : 'are'} on. No order has been held against ${active === 1 ? 'it' : 'them'} yet.`;
  }
  if (streak.current === 0) {
    const longest =
      streak.longest > 0 ? ` Your longest streak is ${tellDays(streak.longest)} of trading.` : '';
    return `A rule was broken on your last day of trading.${longest}`;
  }
  const record =
    streak.current === streak.longest
      ? ', your longest streak'
      : `; your longest is ${tellDays(streak.longest)}`;
  return `${all} kept for ${tellDays(streak.current)} of trading in a row${record}.`;
}

/** How one rule is kept. */
export function tellStreak({ active, adherence: { streak } }: Pick<RuleRow, 'active' | 'adherence'>): string {
  const { current, longest } = streak;
  if (longest === 0) return active ? 'No day kept yet.' : 'No day kept.';
  if (current === 0)
    return `Broken on the last day that it spoke of; its longest streak is ${tellDays(longest)}.`;
  const record = longest > current ? `; the longest was ${tellDays(longest)}` : '';
  return `Kept for ${tellDays(current)} of trading in a row${record}.`;
}

interface Calendar {
  /** Of the twelve weeks. */
  firstDay: string;
  timezone: string;
}

/** What was held against a rule in the twelve weeks, and since when it is as it is. */
export function tellHeldAgainst(rule: RuleRow, { firstDay, timezone }: Calendar): string {
  const { active, adherence } = rule;
  const since = openZone(timezone).dayOf(Date.parse(rule.since));
  // Days before are of an earlier version. What it was then is not told: it may have had another limit, or have been off for a while.
  const wasOther = adherence.days.some(({ day }) => day < since);
  const earlier = wasOther ? '; earlier days are held against the rule of then' : '';
  const counts = tellCounts(adherence);
  const held = counts
    ? `${counts} in twelve weeks.`
    : tellNone(active, since < firstDay || adherence.streak.longest > 0);
  return `${held} ${active ? 'In force as it is' : 'Off'} since ${formatDate(rule.since, timezone)}${active ? earlier : ''}.`;
}

/** @param wasBefore an order may have been held against it before these weeks */
function tellNone(active: boolean, wasBefore: boolean): string {
  if (wasBefore) return 'No order was held against it in twelve weeks.';
  return `No order was held against it ${active ? 'since it came into force' : 'while it was on'}.`;
}
