import { SymbolSchema } from '../../../../contracts/ids.ts';
import { type Label, LabelSchema } from '../../../../contracts/labels.ts';
import { endOfDay, startOfDay } from '../../format/days.ts';

/** What the address says of the list: days are the trader's own. */
export interface Filters {
  symbol: string;
  label: Label | undefined;
  /** Sales of which not all has a known cost. */
  cost: 'unknown' | undefined;
  since: string;
  until: string;
}

export function readFilters(params: Readonly<Record<string, unknown>>): Filters {
  const label = LabelSchema.safeParse(params.label);
  return {
    symbol: wholeSymbol(text(params.symbol)),
    label: label.success ? label.data : undefined,
    cost: params.cost === 'unknown' ? 'unknown' : undefined,
    since: text(params.since),
    until: text(params.until),
  };
}

export function toQuery(filters: Filters, timeZone: string) {
  return {
    symbol: filters.symbol,
    label: filters.label,
    cost: filters.cost,
    since: startOfDay(sendable(filters.since), timeZone),
    until: endOfDay(sendable(filters.until), timeZone),
  };
}

/** The product that was typed, or '' while it is not a whole one: the server knows no other. */
export function wholeSymbol(typed: string): string {
  const symbol = SymbolSchema.safeParse(typed.trim().toUpperCase());
  return symbol.success ? symbol.data : '';
}

/** The contract knows times since 1970; while a year is being typed, it reads as one long before. */
function sendable(day: string): string {
  return day >= '1970-01-02' ? day : '';
}

export function isFiltered(filters: Filters): boolean {
  const { symbol, label, cost, since, until } = filters;
  return symbol !== '' || label !== undefined || cost !== undefined || since !== '' || until !== '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
