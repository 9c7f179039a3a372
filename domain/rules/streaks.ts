/** In days of the trader's own calendar on which the rule was kept and not broken. */
export type Streak = { current: number; longest: number };

/**
 * Days without a break: a day is broken if one order broke the rule, kept if at least one kept it and none broke it. A day that is neither is not in
 * the list: it does not break and does not extend.
 * @param days the oldest first
 */
export function streakOf(days: readonly { kept: number; broken: number }[]): Streak {
  let [current, longest] = [0, 0];
  for (const { kept, broken } of days) {
    if (broken > 0) current = 0;
    else if (kept > 0) current += 1;
    longest = Math.max(longest, current);
  }
  return { current, longest };
}
