import type { AdherenceDay } from '../../../../contracts/rule-reports.ts';
import type { RuleCheck } from '../../../../contracts/rules.ts';
import { addDays, daysSinceMonday } from '../../format/days.ts';

/** A day of the grid; null before its first and after its last. */
type Cell = { day: string; verdict: RuleCheck['verdict']; text: string } | null;

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** Weeks as columns, from Monday to Sunday. The days are those of the trader's own calendar. */
export function gridOf(days: readonly AdherenceDay[], firstDay: string, lastDay: string): Cell[][] {
  const counted = new Map(days.map((one) => [one.day, one]));
  const start = addDays(firstDay, -daysSinceMonday(firstDay));
  const weeks: Cell[][] = [];
  for (let monday = start; monday <= lastDay; monday = addDays(monday, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, n) => {
        const day = addDays(monday, n);
        return day < firstDay || day > lastDay ? null : cellOf(day, counted);
      }),
    );
  }
  return weeks;
}

function cellOf(day: string, counted: ReadonlyMap<string, AdherenceDay>): Cell {
  const found = counted.get(day);
  const name = DAY.format(Date.parse(day));
  if (found === undefined) return { day, verdict: 'not_applicable', text: `${name}: nothing to say` };
  const verdict = found.broken > 0 ? 'broken' : 'kept';
  return { day, verdict, text: `${name}: ${tellCounts(found)}` };
}

/** What lies where in the grid. */
export function tellRange(firstDay: string, lastDay: string): string {
  return `${DAY.formatRange(Date.parse(firstDay), Date.parse(lastDay))}; each column is a week from Monday`;
}

/** "2 orders kept it, 1 broke it" */
export function tellCounts({ kept, broken }: { kept: number; broken: number }): string {
  const parts = [
    kept > 0 ? `${kept} ${kept === 1 ? 'order' : 'orders'} kept it` : '',
    broken > 0 ? `${broken} ${kept > 0 ? '' : broken === 1 ? 'order ' : 'orders '}broke it` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The whole for who does not see it: "Kept on 21 days, broken on 3 (2 Nov; 5 Nov; 11 Nov), nothing to say on 60." */
export function tellGrid(days: readonly AdherenceDay[], all: number): string {
  const broken = days.filter((day) => day.broken > 0);
  const kept = days.length - broken.length;
  const on = broken.map(({ day }) => DAY.format(Date.parse(day))).join('; ');
  return `Kept on ${tellDays(kept)}, broken on ${tellDays(broken.length)}${on && ` (${on})`}, nothing to say on ${tellDays(all - days.length)}.`;
}

export function tellDays(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}
