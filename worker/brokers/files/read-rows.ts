import { type CsvError, parse } from 'csv-parse/stream';

/** A data row by column name (trimmed, lower case), with the line of the file that it began on. */
export interface FileRow {
  kind: 'row';
  line: number;
  cells: Record<string, string>;
}

export type ReadRow =
  | { kind: 'header'; columns: string[] }
  | FileRow
  | { kind: 'unreadable'; line: number; reason: string };

/** A row of a broker's export is a few hundred characters; a longer one is a quote that swallowed the file. */
const MAX_ROW_CHARACTERS = 65_536;

/**
 * Streams the rows of a CSV file: the first row that is not empty is the header. A row with more or fewer cells than the header is
 * unreadable by itself. Where a quote is never closed, or a row never ends, one unreadable row says that nothing after it was read.
 */
export async function* readFileRows(body: ReadableStream): AsyncGenerator<ReadRow> {
  const skipped: ReadRow[] = [];
  let columns: string[] | undefined;
  for await (const { record, info } of rawRows(body, (error) => skipped.push(unreadable(error)))) {
    yield* skipped.splice(0);
    if (!columns) {
      columns = record.map((name) => name.trim().toLowerCase());
      yield { kind: 'header', columns };
    } else if (record.length !== columns.length) {
      const reason = `The row has ${record.length} cells where the header has ${columns.length}.`;
      yield { kind: 'unreadable', line: info.lines, reason };
    } else {
      const cells = Object.fromEntries(columns.map((name, at) => [name, record[at]?.trim() ?? '']));
      yield { kind: 'row', line: info.lines, cells };
    }
  }
  yield* skipped.splice(0);
}

function unreadable(error: CsvError & { lines?: number }): ReadRow {
  const line = error.lines ?? 0;
  const reason =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'A quote is opened before this line and never closed: the rows inside it could not be read.'
      : error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'This row does not end within 64 KB: nothing from here on could be read.'
        : 'This row is not readable as CSV.';
  return { kind: 'unreadable', line, reason };
}

interface RawRow {
  record: string[];
  info: { lines: number };
}

function rawRows(body: ReadableStream, onSkip: (error: CsvError) => void): ReadableStream<RawRow> {
  const options = {
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    // A file that went through several hands can mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MAX_ROW_CHARACTERS,
    on_skip: (error: CsvError | undefined) => {
      if (error) onSkip(error);
      return undefined;
    },
  };
  // The library types its stream as one of bytes to any; what comes out is set by `info` and the absence of `columns`.
  return body.pipeThrough(parse(options) as unknown as ReadableWritablePair<RawRow, unknown>);
}
