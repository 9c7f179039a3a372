import { TimezoneSchema } from '../../../../../contracts/auth.ts';
import type { Broker } from '../../../../../contracts/brokers.ts';
import type { ColumnMapping } from '../../../../../contracts/imports.ts';

/** What a column can hold, in the order in which the mapper asks. */
export const FIELDS = [
  { field: 'time', name: 'Time', required: true },
  { field: 'symbol', name: 'Product', required: true },
  { field: 'side', name: 'Side', required: true },
  { field: 'quantity', name: 'Quantity', required: true },
  { field: 'price', name: 'Price', required: true },
  { field: 'fee', name: 'Fee', required: false },
  { field: 'feeCurrency', name: 'Fee currency', required: false },
  { field: 'id', name: 'Id of the trade', required: false },
] as const;

export type Field = (typeof FIELDS)[number]['field'];

/** A mapping that may lack columns yet, or name a zone that there is none of. */
export interface MappingDraft {
  broker: Broker;
  columns: Readonly<Partial<Record<Field, string>>>;
  /** As it was typed. */
  timezone: string;
  dateOrder: ColumnMapping['dateOrder'];
  decimal: ColumnMapping['decimal'];
}

export function missingFields(draft: MappingDraft): string[] {
  return FIELDS.filter(({ field, required }) => required && draft.columns[field] === undefined).map(
    ({ name }) => name.toLowerCase(),
  );
}

/** null: there is no such time zone. */
export function zoneOf(draft: MappingDraft): string | null {
  return TimezoneSchema.safeParse(draft.timezone.trim()).data ?? null;
}

/** The mapping as it is sent; null while a column that no trade can do without is not named, or the zone is none. */
export function completeMapping(draft: MappingDraft): ColumnMapping | null {
  const { time, symbol, side, quantity, price, ...optional } = draft.columns;
  const timezone = zoneOf(draft);
  if (
    time === undefined ||
    symbol === undefined ||
    side === undefined ||
    quantity === undefined ||
    price === undefined ||
    timezone === null
  )
    return null;
  const { broker, dateOrder, decimal } = draft;
  return {
    broker,
    columns: { time, symbol, side, quantity, price, ...optional },
    timezone,
    dateOrder,
    decimal,
  };
}

export function withColumn(draft: MappingDraft, field: Field, column: string): MappingDraft {
  const { [field]: _before, ...others } = draft.columns;
  return { ...draft, columns: column === '' ? others : { ...others, [field]: column } };
}
