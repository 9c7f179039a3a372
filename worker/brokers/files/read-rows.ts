import { CsvError, parse } from 'csv-parse/stream';

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

/**
 * Streams the rows of a CSV file: the first row that is not empty is the header. A row with more or fewer cells than the header is
 * unreadable by itself; a file that is no CSV at all ends with one unreadable row.
 */
export async function* readFileRows(body: ReadableStream): AsyncGenerator<ReadRow> {
  let columns: string[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of rawRows(body)) {
      line = info.lines;
      if (!columns) {
        columns = record.map((name) => name.trim().toLowerCase());
        yield { kind: 'header', columns };
        continue;
      }
      if (record.length !== columns.length) {
        const reason = `The row has ${record.length} cells where the header has ${columns.length}.`;
        yield { kind: 'unreadable', line, reason };
        continue;
      }
      yield {
        kind: 'row',
        line,
        cells: Object.fromEntries(columns.map((name, at) => [name, record[at]?.trim() ?? ''])),
      };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield {
      kind: 'unreadable',
      line: line + 1,
      reason: 'From here on the file is not CSV: a quote is not closed.',
    };
  }
}

interface RawRow {
  record: string[];
  info: { lines: number };
}

function rawRows(body: ReadableStream): ReadableStream<RawRow> {
  const options = {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 65_536,
  };
  // The library types its stream as one of bytes to any; what comes out is set by `info` and the absence of `columns`.
  return body.pipeThrough(parse(options) as unknown as ReadableWritablePair<RawRow, unknown>);
}
