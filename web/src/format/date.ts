import { formatter } from './time.ts';

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** '3 Mar 2025'; here and not among the other formats, which the first load carries. */
export function formatDate(ts: string, timeZone: string): string {
  return formatter('date', DATE, timeZone).format(new Date(ts));
}
