import type { RuleRow, RulesResponse } from '../../../../contracts/rule-reports.ts';
import { tellDays } from './adherence-grid.ts';

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
  if (longest === 0) return active ? 'No day kept yet.' : 'Nothing was held against it.';
  if (current === 0)
    return `Broken on the last day that it spoke of; its longest streak is ${tellDays(longest)}.`;
  const record = longest > current ? `; the longest was ${tellDays(longest)}` : '';
  return `Kept for ${tellDays(current)} of trading in a row${record}.`;
}
