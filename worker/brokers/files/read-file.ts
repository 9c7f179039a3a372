import type { FileLayout } from './csv/layout.ts';
import { readFileRows } from './csv/read-rows.ts';
import type { FileFormat, Reading } from './format.ts';

/** Readings in the order of the file, as many at a time as come together, with the source of their ids. */
export interface ReadBatch {
  readings: Reading[];
  idSource: string;
}

/** Reads a whole file in bounded memory. The same bytes give the same readings in the same order, whenever they are read. */
export async function* readFile(
  body: ReadableStream<Uint8Array>,
  { layout, format }: { layout: FileLayout; format: FileFormat },
  now: Date,
): AsyncGenerator<ReadBatch> {
  const reader = format.open({ now });
  for await (const rows of readFileRows(body, layout)) {
    const readings: Reading[] = [];
    for (const row of rows) {
      if (row.kind === 'row') readings.push(...reader.read(row));
      else readings.push({ line: row.line, rejected: { line: row.line, reason: row.reason } });
    }
    yield { readings, idSource: reader.idSource };
  }
  yield { readings: reader.end(), idSource: reader.idSource };
}
