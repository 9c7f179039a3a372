import type { FileFormatId } from '../../contracts/imports.ts';
import type { Reading } from '../../worker/brokers/files/format.ts';
import { readFile } from '../../worker/brokers/files/read-file.ts';
import { recogniseFile, type SaidOfFile } from '../../worker/brokers/files/recognise-file.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

export interface ReadExport {
  format: FileFormatId;
  idSource: string;
  readings: Reading[];
}

/** An export as the product reads it. Throws where it is refused. */
export async function readExport(file: string | Uint8Array, said: SaidOfFile = {}): Promise<ReadExport> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const recognised = recogniseFile(bytes.subarray(0, 64 * 1024), said);
  if (!recognised.ok) throw new Error(JSON.stringify(recognised.failure));
  const { layout, format } = recognised.value;
  if (!format) throw new Error('file_format_unknown');
  const read: ReadExport = { format: format.id, idSource: '', readings: [] };
  const body = new Blob([new Uint8Array(bytes)]).stream();
  for await (const { readings, idSource } of readFile(body, { layout, format }, NOW)) {
    read.readings.push(...readings);
    read.idSource = idSource;
  }
  return read;
}

/** In short: what was read, without ids and what is null. */
export function inShort(reading: Reading): string {
  const { line } = reading;
  if ('rejected' in reading) return `${line} rejected: ${reading.rejected.reason}`;
  if ('movement' in reading) {
    const { ts, kind, asset, qty, value, valueCurrency } = reading.movement;
    return `${line} ${ts} ${kind} ${qty} ${asset}${value === null ? '' : ` worth ${value} ${valueCurrency}`}`;
  }
  const { ts, side, qty, symbol, price, fee, feeCurrency } = reading.fill;
  return `${line} ${ts} ${side} ${qty} ${symbol} at ${price}${fee === null ? '' : ` fee ${fee} ${feeCurrency}`}`;
}
