import { boundCells } from './bound-cells.ts';
import { chunksOf } from './chunks.ts';
import { inUtf8 } from './encoding.ts';
import { columnNames, type FileLayout, MAX_PREAMBLE_ROWS } from './layout.ts';
import { recordsOf } from './records.ts';

/** A data row by column name (trimmed, lower case), with the line of the file that it began on. */
export interface FileRow {
  kind: 'row';
  line: number;
  /** Trimmed. Of columns with one name, the last. */
  cells: Record<string, string>;
  /** As they stand, in the order of the header. */
  values: string[];
}

export type ReadRow = FileRow | { kind: 'unreadable'; line: number; reason: string };

/** A row of an export is a few hundred characters; a longer one is a quote that swallowed others. */
const MAX_ROW_CHARACTERS = 65_536;

/**
 * Streams the rows after the header, some hundred at a time, in bounded memory. A row with more or fewer cells than the header is unreadable by
 * itself; where a quote is never closed, one unreadable row says that nothing after it was read. What stands before the header, and rows without any
 * text, are none.
 */
export async function* readFileRows(
  body: ReadableStream<Uint8Array>,
  { encoding, delimiter, header }: FileLayout,
): AsyncGenerator<ReadRow[]> {
  const columns = columnNames(header);
  const wanted = JSON.stringify(columns);
  let seen = 0;
  let isPastHeader = false;
  const chunks = boundCells(inUtf8(chunksOf(body), encoding), delimiter);
  for await (const records of recordsOf(chunks, delimiter)) {
    const rows: ReadRow[] = [];
    for (const { line, cells } of records) {
      if (isPastHeader) {
        const row = cells === null ? neverClosed(line) : readRow(line, cells, columns);
        if (row) rows.push(row);
      } else if (cells !== null) {
        isPastHeader = JSON.stringify(columnNames(cells)) === wanted;
        seen += 1;
        if (!isPastHeader && seen >= MAX_PREAMBLE_ROWS) return;
      }
    }
    yield rows;
  }
}

function readRow(line: number, record: readonly string[], columns: readonly string[]): ReadRow | null {
  let characters = record.length;
  for (const cell of record) characters += cell.length;
  if (characters > MAX_ROW_CHARACTERS) {
    const reason = 'The row is longer than 65,536 characters: no export has such rows.';
    return { kind: 'unreadable', line, reason };
  }
  const values = fitted(record, columns);
  if (values.length !== columns.length) {
    const reason = `The row has ${record.length} cells where the header has ${columns.length}.`;
    return { kind: 'unreadable', line, reason };
  }
  const cells: Record<string, string> = {};
  let isEmpty = true;
  for (const [at, name] of columns.entries()) {
    const text = values[at]?.trim() ?? '';
    if (text !== '') isEmpty = false;
    cells[name] = text;
  }
  return isEmpty ? null : { kind: 'row', line, cells, values };
}

/** Venues end headers, or rows, with a delimiter that the others lack: cells without a name or without text may be missing at the end. */
function fitted(record: readonly string[], columns: readonly string[]): string[] {
  const values = [...record];
  while (values.length > columns.length && values.at(-1)?.trim() === '') values.pop();
  while (values.length < columns.length && columns[values.length] === '') values.push('');
  return values;
}

function neverClosed(line: number): ReadRow {
  const reason = 'A quote is opened here or below and never closed: nothing from here on could be read.';
  return { kind: 'unreadable', line, reason };
}
