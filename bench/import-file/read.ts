import { HEAD_BYTES } from '../../worker/brokers/files/csv/encoding.ts';
import { readFile } from '../../worker/brokers/files/read-file.ts';
import { recogniseFile } from '../../worker/brokers/files/recognise-file.ts';
import { exportOf } from './export.ts';

/** Reads a file as the import job does, a page at a time and keeping none, and prints how many rows it read and what of the heap was used. */
const CHUNK_BYTES = 64 * 1024;
const EVERY_READINGS = 5_000;

const bytes = new TextEncoder().encode(exportOf(Number(process.argv[2])));
const recognised = recogniseFile(bytes.subarray(0, HEAD_BYTES), {});
if (!recognised.ok || !recognised.value.format) throw new Error('The export is not known.');
const { layout, format } = recognised.value;

let sent = 0;
const body = new ReadableStream<Uint8Array>({
  pull(controller) {
    if (sent >= bytes.length) return controller.close();
    controller.enqueue(bytes.subarray(sent, sent + CHUNK_BYTES));
    sent += CHUNK_BYTES;
  },
});

const begun = performance.now();
let readings = 0;
let peak = 0;
for await (const batch of readFile(body, { layout, format }, new Date())) {
  const before = readings;
  readings += batch.readings.filter((reading) => 'fill' in reading).length;
  if (Math.floor(before / EVERY_READINGS) === Math.floor(readings / EVERY_READINGS)) continue;
  peak = Math.max(peak, process.memoryUsage().heapUsed);
}
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ readings, seconds, peakMb: peak / 1024 / 1024 }));
