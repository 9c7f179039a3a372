import type { Stats } from '../../contracts/stats.ts';
import { dayOf } from './format/days.ts';

interface Wanted {
  since?: string | undefined;
  until?: string | undefined;
  symbol?: string;
  label?: string;
  cost?: 'unknown';
}

/** The list of trades with the filters that its page reads; days are the trader's own. */
export function tradesPath(wanted: Wanted): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return text === '' ? '/trades' : `/trades?${text}`;
}

/** The days of a report, as the list of trades asks for them. */
export function periodOf({ from, timezone }: Pick<Stats, 'from' | 'timezone'>): Wanted {
  return { since: from === null ? undefined : dayOf(from, timezone) };
}
