import { parse } from 'csv-parse/stream';
import { csvOptions, type Delimiter } from './csv-options.ts';

/** The cells of a row, with the line of the file that it began on. `null`: a quote was opened there and never closed. */
export interface CsvRecord {
  line: number;
  cells: string[] | null;
}

/**
 * The records of a CSV text in UTF-8, a chunk's worth at a time. The library keeps up to a thousand chunks and a thousand records in its queues; here it
 * hands each record over as it is found, and gets the next chunk when those of the last were taken.
 */
export async function* recordsOf(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: Delimiter,
): AsyncGenerator<CsvRecord[]> {
  let found: CsvRecord[] = [];
  const lines = new LineCount();
  const { writable } = parse({
    ...csvOptions(delimiter),
    on_record: (cells: string[], { lines: end }: { lines: number }) => {
      found.push({ line: lines.startOf(cells, end), cells });
      return null;
    },
    on_skip: (error) => {
      if (error) found.push({ line: lines.next, cells: null });
      return undefined;
    },
  });
  const writer = writable.getWriter();
  for await (const chunk of chunks) {
    await writer.write(chunk);
    yield found;
    found = [];
  }
  await writer.close();
  yield found;
}

/** The library counts to the line that a record ends on, and a CRLF within quotes as two. */
class LineCount {
  #tooMany = 0;
  #end = 0;

  /** The line after the last record. */
  get next(): number {
    return this.#end + 1;
  }

  startOf(cells: readonly string[], counted: number): number {
    const end = counted - this.#tooMany;
    if (end <= this.#end + 1) {
      this.#end = end;
      return end;
    }
    let breaks = 0;
    let pairs = 0;
    for (const cell of cells) {
      if (!/[\r\n]/.test(cell)) continue;
      breaks += cell.match(/[\r\n]/g)?.length ?? 0;
      pairs += cell.match(/\r\n/g)?.length ?? 0;
    }
    this.#tooMany += pairs;
    this.#end = end - pairs;
    return end - breaks;
  }
}
