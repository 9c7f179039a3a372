import { randomBytes } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { concat, directoryOf, headerOf, withChunk, withEnd, type ZipEntry } from './zip-format.ts';

/** An archive of files, each of chunks that know nothing of each other. */
function archiveOf(files: Record<string, string[]>): { bytes: Uint8Array; entries: ZipEntry[] } {
  const written: Uint8Array[] = [];
  const entries: ZipEntry[] = [];
  let offset = 0;
  const write = (data: Uint8Array) => {
    written.push(data);
    offset += data.length;
  };
  for (const [name, chunks] of Object.entries(files)) {
    let entry: ZipEntry = { name, offset, crc: 0, size: 0, packed: 0 };
    write(headerOf(entry));
    for (const chunk of chunks) {
      const added = withChunk(entry, strToU8(chunk));
      write(added.data);
      entry = added.entry;
    }
    const ended = withEnd(entry);
    write(ended.data);
    entries.push(ended.entry);
  }
  return { bytes: concat(...written, directoryOf(entries, offset)), entries };
}

const noise = (bytes: number) => randomBytes(bytes).toString('latin1');
const FILES = {
  'README.txt': ['Everything.'],
  'empty.json': [],
  'trade.json': ['[\n', ...Array.from({ length: 40 }, (_, at) => `{"id":${at}},\n`), '{}\n]\n'],
  'größe.csv': ['id,note\r\n', 'ü'.repeat(100_000), noise(300_000), 'x', noise(70_001), 'x'.repeat(500_000)],
};

describe('an archive', () => {
  test('has every file as it was written, chunk by chunk', () => {
    const read = unzipSync(archiveOf(FILES).bytes);
    expect(Object.fromEntries(Object.entries(read).map(([name, bytes]) => [name, strFromU8(bytes)]))).toEqual(
      Object.fromEntries(Object.entries(FILES).map(([name, chunks]) => [name, chunks.join('')])),
    );
  });

  test('has data, sizes and check sums that another inflater agrees with, before and behind the data', () => {
    const { bytes, entries } = archiveOf(FILES);
    const view = new DataView(bytes.buffer);
    for (const { name, offset, packed, size, crc } of entries) {
      const from = offset + 30 + strToU8(name).length;
      const text = inflateRawSync(bytes.subarray(from, from + packed));
      expect([text.length, crc32(text)]).toEqual([size, crc]);
      const told = [0, 4, 8, 12].map((at) => view.getUint32(from + packed + at, true));
      expect(told).toEqual([0x0807_4b50, crc, packed, size]);
    }
  });

  test('is a fifth of the text that repeats itself', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `{"id":"${at}","symbol":"BTC-USD","side":"BUY"}\n`,
    );
    const { bytes, entries } = archiveOf({ 'trade.json': [rows.join('')] });
    expect(bytes.length).toBeLessThan((entries[0]?.size ?? 0) / 5);
  });
});
