import { parse } from 'csv-parse/sync';
import { csvOptions, type Delimiter } from './csv-options.ts';
import { type Encoding, encodingOf } from './encoding.ts';

/** Venues open their exports with a title and the account's name, never with more than this. */
export const MAX_PREAMBLE_ROWS = 30;

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** How a file is written, and its header as it stands. */
export interface FileLayout {
  encoding: Encoding;
  delimiter: Delimiter;
  header: string[];
  /** The header is one that was looked for. Else it is the first of the fullest rows. */
  isKnown: boolean;
}

/** Names of columns as they are compared: trimmed, lower case. */
export function columnNames(header: readonly string[]): string[] {
  return header.map((name) => name.trim().toLowerCase());
}

/**
 * Finds the header within the first rows, and with it the delimiter: that under which some row is a header that is looked for.
 * @param head the first bytes of the file
 * @returns null where there is no text at all
 */
export function layoutOf(
  head: Uint8Array,
  isHeader: (columns: readonly string[]) => boolean,
): FileLayout | null {
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head);
  const tables = DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(text, delimiter) }));
  for (const { delimiter, rows } of tables) {
    const header = rows.find((row) => isHeader(columnNames(row)));
    if (header) return { encoding, delimiter, header: header.map((name) => name.trim()), isKnown: true };
  }
  let fullest: { delimiter: Delimiter; header: string[]; cells: number } | null = null;
  for (const { delimiter, rows } of tables) {
    for (const row of rows) {
      const cells = row.filter((cell) => cell.trim() !== '').length;
      if (cells > (fullest?.cells ?? 0)) fullest = { delimiter, header: row, cells };
    }
  }
  if (!fullest) return null;
  const { delimiter, header } = fullest;
  return { encoding, delimiter, header: header.map((name) => name.trim()), isKnown: false };
}

function firstRows(text: string, delimiter: Delimiter): string[][] {
  return parse(text, { ...csvOptions(delimiter), to: MAX_PREAMBLE_ROWS });
}
