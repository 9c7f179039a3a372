import { describe, expect, test } from 'vitest';
import { FILE_FORMATS } from '../../../contracts/imports.ts';
import { asCsv, EXPORT_SAMPLES, type ExportSample } from '../../../test/support/export-samples.ts';
import { readExport } from '../../../test/support/read-export.ts';
import type { Reading } from './format.ts';

test('every format has a sample', () => {
  expect(new Set(EXPORT_SAMPLES.map(({ format }) => format))).toEqual(new Set(FILE_FORMATS));
});

const idOf = (reading: Reading) =>
  'fill' in reading ? reading.fill.extId : 'movement' in reading ? reading.movement.extId : null;
const withoutLines = (readings: readonly Reading[]) => readings.map(({ line: _, ...rest }) => rest);

/** The last row of a sample stands by itself: with another quantity, it alone is another. */
function lastRowWith(sample: ExportSample, quantity: string): string[] {
  const at = sample.header.indexOf(sample.quantity);
  return (sample.rows.at(-1) ?? []).map((cell, index) => (index === at ? quantity : cell));
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
}

/** Latin letters and the euro sign, which windows-1252 has at 0x80. */
function windows1252(text: string): Uint8Array {
  return Uint8Array.from([...text], (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0)));
}

describe.each(EXPORT_SAMPLES)('$format, $form', (sample) => {
  const { header, rows, said, format } = sample;
  const table = [header, ...rows];
  const plain = () => readExport(asCsv(table), said);

  test('is known by its header and read whole', async () => {
    const read = await plain();
    expect(read.format).toBe(format);
    expect(read.readings).toHaveLength(sample.readings);
    for (const reading of read.readings) expect(reading).not.toHaveProperty('rejected');
  });

  test('has the same ids whenever it is read', async () => {
    expect((await plain()).readings).toEqual((await plain()).readings);
  });

  test('is read by the names of its columns, in any order and with others between them', async () => {
    const turned = table.map((row, at) => [
      at === 0 ? 'New' : 'x',
      ...[...row].reverse(),
      at === 0 ? 'Too' : '',
    ]);
    expect((await readExport(asCsv(turned), said)).readings).toEqual((await plain()).readings);
  });

  test.each<[string, string | Uint8Array]>([
    ['a byte-order mark', `\uFEFF${asCsv(table)}`],
    [
      'a byte-order mark before a quote',
      `\uFEFF${asCsv(table.map(([first = '', ...rest]) => [`${first}\n`, ...rest]))}`,
    ],
    ['semicolons', asCsv(table, ';')],
    ['tabs', asCsv(table, '\t')],
    ['bars', asCsv(table, '|')],
    ['CRLF', asCsv(table, ',', '\r\n')],
    ['CR', asCsv(table, ',', '\r')],
    ['UTF-16 with a mark', utf16(`\uFEFF${asCsv(table)}`, true)],
    ['UTF-16 without one', utf16(asCsv(table), true)],
    ['UTF-16 the other way round', utf16(`\uFEFF${asCsv(table)}`, false)],
    ['UTF-16 the other way round without a mark', utf16(asCsv(table), false)],
    ['windows-1252', windows1252(asCsv(table))],
    [
      'empty lines and rows of empty cells',
      asCsv(table).replaceAll('\n', `\n${','.repeat(header.length - 1)}\n\n`),
    ],
  ])('means the same with %s', async (_, file) => {
    expect(withoutLines((await readExport(file, said)).readings)).toEqual(
      withoutLines((await plain()).readings),
    );
  });

  test('keeps two equal rows two; their ids differ unless the venue says that they are one', async () => {
    const doubled = await readExport(asCsv([header, ...rows.flatMap((row) => [row, row])]), said);
    if (format === 'kraken-ledger' || format === 'coinbase-account') {
      // A trade is two rows here, and four of one id are none.
      expect(doubled.readings.filter((reading) => 'movement' in reading)).toHaveLength(2);
      return;
    }
    expect(doubled.readings).toHaveLength(2 * sample.readings);
    const ids = new Set(doubled.readings.map(idOf));
    expect(ids.size).toBe(sample.hasIds ? sample.readings : 2 * sample.readings);
    for (const reading of (await plain()).readings) expect(ids).toContain(idOf(reading));
  });

  test.each([
    ['is no number', 'x'],
    ['is nothing', '0'],
    ['has more digits than are counted with', `0.${'0'.repeat(24)}1`],
  ])('rejects a row by itself, with its line, whose quantity %s', async (_, quantity) => {
    const { readings } = await readExport(asCsv([...table, lastRowWith(sample, quantity)]), said);
    const broken = readings.filter((reading) => 'rejected' in reading);
    expect(broken.map(({ line }) => line)).toEqual([table.length + 1]);
    expect(readings.filter((reading) => !('rejected' in reading))).toHaveLength(sample.readings);
  });

  test('rejects a row of a time to come', async () => {
    const year = /20[12]\d-|25-/;
    const late = (sample.rows.at(-1) ?? []).map((cell) => cell.replace(year, '2031-'));
    const { readings } = await readExport(asCsv([header, late]), said);
    expect(readings).toHaveLength(1);
    expect(readings[0]).toMatchObject({
      line: 2,
      rejected: { reason: expect.stringContaining('has not come yet') },
    });
  });

  test('is no longer known when a column that it needs is there twice', async () => {
    const twice = table.map((row) => [...row, row[header.indexOf(sample.quantity)] ?? '']);
    await expect(readExport(asCsv(twice), said)).rejects.toThrow(/file_format_unknown|mapping_invalid/);
  });
});
