import type { FilePreview, PreviewedRow } from '../../../contracts/imports.ts';
import { readFileRows } from './csv/read-rows.ts';
import type { Reading } from './format.ts';
import type { RecognisedFile } from './recognise-file.ts';

const ROWS = 10;

/**
 * A look at the first rows: as they stand, and as they would be imported. The rest of `body` is read too, since what stands further down can belong to
 * one of them.
 */
export async function previewFile(
  body: ReadableStream<Uint8Array>,
  { layout, format }: RecognisedFile,
  now: Date,
): Promise<FilePreview> {
  const rows: string[][] = [];
  const readings: Reading[] = [];
  const reader = format?.open({ now });
  let lastLine = 0;
  for await (const batch of readFileRows(body, layout)) {
    for (const row of batch) {
      if (rows.length < ROWS) lastLine = row.line;
      if (row.kind === 'row' && rows.length < ROWS) rows.push(row.values);
      if (row.kind === 'row') readings.push(...(reader?.read(row) ?? []));
      else if (reader) readings.push({ line: row.line, rejected: { reason: row.reason } });
    }
  }
  readings.push(...(reader?.end() ?? []));
  const { encoding, delimiter, header: columns } = layout;
  return {
    format: format?.id ?? null,
    name: format?.name ?? null,
    broker: format?.broker ?? null,
    encoding,
    delimiter,
    columns,
    rows,
    sample: readings
      .filter(({ line }) => line <= lastLine)
      .sort((a, b) => a.line - b.line)
      .map(previewOf),
  };
}

function previewOf(reading: Reading): PreviewedRow {
  const { line } = reading;
  if ('rejected' in reading) return { line, rejected: reading.rejected.reason };
  if ('movement' in reading) {
    const { ts, kind, asset, qty } = reading.movement;
    return { line, movement: { ts, kind, asset, qty } };
  }
  const { ts, symbol, side, qty, price, fee, feeCurrency } = reading.fill;
  return { line, fill: { ts, symbol, side, qty, price, fee, feeCurrency } };
}
