import type { Broker } from '../../../contracts/brokers.ts';
import type { FileFormatId } from '../../../contracts/imports.ts';
import type { BrokerFill, BrokerMovement, RejectedFill } from '../port.ts';
import type { FileRow } from './csv/read-rows.ts';

/** What a row, or the rows of which it is one, were read as. The line is that of the first of them. */
export type Reading = { line: number } & (
  | { fill: BrokerFill }
  | { movement: BrokerMovement }
  | { rejected: RejectedFill }
);

/** Reads the rows of one file in their order. The same rows give the same readings. */
export interface FileReader {
  /** What this row makes complete: nothing, where it waits for others that belong to it. */
  read(row: FileRow): Reading[];
  /** What was still waiting. */
  end(): Reading[];
  /** Where the ids come from: `api` where they equal those of the venue's API. Known after the first row. */
  readonly idSource: string;
}

/** One venue's export. */
export interface FileFormat {
  id: FileFormatId;
  /** As a trader calls it. */
  name: string;
  /** Whose fills these are. */
  broker: Broker;
  /** By the names of the header's columns (trimmed, lower case), wherever they stand: venues insert columns. */
  matches(header: readonly string[]): boolean;
  open(options: { now: Date }): FileReader;
}

/** Each of `names` is a column, and only one: of two columns with one name nobody can say which is meant. */
export function hasColumns(header: readonly string[], names: readonly string[]): boolean {
  return names.every((name) => header.includes(name) && header.indexOf(name) === header.lastIndexOf(name));
}
