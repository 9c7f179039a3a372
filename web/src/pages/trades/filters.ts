import { type Label, LabelSchema } from '../../../../contracts/labels.ts';
import { endOfDay, startOfDay } from '../../format/days.ts';

/** What the address says of the list: days are the trader's own. */
export interface Filters {
  symbol: string;
  label: Label | undefined;
  since: string;
  until: string;
}

export function readFilters(params: Readonly<Record<string, unknown>>): Filters {
  const label = LabelSchema.safeParse(params.label);
  return {
    symbol: text(params.symbol),
    label: label.success ? label.data : undefined,
    since: text(params.since),
    until: text(params.until),
  };
}

export function toQuery(filters: Filters, timeZone: string) {
  return {
    symbol: filters.symbol,
    label: filters.label,
    since: startOfDay(filters.since, timeZone),
    until: endOfDay(filters.until, timeZone),
  };
}

export function isFiltered(filters: Filters): boolean {
  return filters.symbol !== '' || filters.label !== undefined || filters.since !== '' || filters.until !== '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
