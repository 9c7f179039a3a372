import { addDays, dayNumber, daysSinceMonday } from '../../format/days.ts';

export interface MonthGrid {
  /** Its first day. */
  month: string;
  /** Weeks from Monday to Sunday; null: a day of another month. */
  weeks: (string | null)[][];
}

const DAYS_PER_WEEK = 7;

/** The months from the first day's to the last day's, oldest first. */
export function layMonths(first: string, last: string): MonthGrid[] {
  const months: MonthGrid[] = [];
  for (let month = `${first.slice(0, 7)}-01`; month <= last; month = nextMonth(month)) {
    const blanks = daysSinceMonday(month);
    const length = dayNumber(nextMonth(month)) - dayNumber(month);
    const weeks = Math.ceil((blanks + length) / DAYS_PER_WEEK);
    months.push({
      month,
      weeks: Array.from({ length: weeks }, (_, week) =>
        Array.from({ length: DAYS_PER_WEEK }, (_, weekday) => {
          const day = week * DAYS_PER_WEEK + weekday - blanks;
          return day >= 0 && day < length ? addDays(month, day) : null;
        }),
      ),
    });
  }
  return months;
}

/** How strongly a result is coloured, 1 to 4; 0: it is none. Roots, so that one great day does not pale all others. */
export function strengthOf(net: number, most: number): 0 | 1 | 2 | 3 | 4 {
  const share = most === 0 ? 0 : Math.sqrt(Math.abs(net) / most);
  if (share === 0) return 0;
  if (share <= 0.25) return 1;
  if (share <= 0.5) return 2;
  return share <= 0.75 ? 3 : 4;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -DAYS_PER_WEEK,
  ArrowDown: DAYS_PER_WEEK,
};

/**
 * The day that a key leads to among `days` (rising): the next one, or the first that lies a week or more away. undefined: the key
 * leads nowhere.
 */
export function stepDay(days: readonly string[], from: string, key: string): string | undefined {
  if (key === 'Home') return days[0];
  if (key === 'End') return days.at(-1);
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const goal = addDays(from, step);
  return step < 0 ? days.findLast((day) => day <= goal) : days.find((day) => day >= goal);
}

function nextMonth(month: string): string {
  return `${addDays(month, 31).slice(0, 7)}-01`;
}
