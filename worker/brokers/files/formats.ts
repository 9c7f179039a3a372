import type { Broker } from '../../../contracts/brokers.ts';
import type { BrokerFill, RejectedFill } from '../port.ts';
import { COINBASE_FILLS_COLUMNS, mapCoinbaseFillsRow } from './coinbase-fills.ts';
import type { FileRow } from './read-rows.ts';

export interface FileFormat {
  /** Whose fills these are. */
  broker: Broker;
  columns: readonly string[];
  mapRow(row: FileRow, now: Date): { fill: BrokerFill } | { rejected: RejectedFill };
}

const FORMATS: readonly FileFormat[] = [
  { broker: 'coinbase', columns: COINBASE_FILLS_COLUMNS, mapRow: mapCoinbaseFillsRow },
];

/** A format is known by the names in its header, wherever they stand: venues insert columns. undefined: no known export. */
export function formatOf(header: readonly string[]): FileFormat | undefined {
  // Of two columns with one name nobody can say which is meant.
  if (new Set(header).size !== header.length) return undefined;
  return FORMATS.find(({ columns }) => columns.every((name) => header.includes(name)));
}
