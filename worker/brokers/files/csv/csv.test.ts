import { describe, expect, test } from 'vitest';
import { encodingOf } from './encoding.ts';
import { columnNames, type FileLayout, layoutOf } from './layout.ts';
import { type ReadRow, readFileRows } from './read-rows.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const isAbc = (columns: readonly string[]) => columns.join() === 'a,b,c';

/** As small as a network makes them, so that every boundary is met. */
function inPieces(data: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= data.length) return controller.close();
      controller.enqueue(data.slice(at, at + size));
      at += size;
    },
  });
}

async function rowsOf(text: string | Uint8Array, pieces = 7): Promise<ReadRow[]> {
  const data = typeof text === 'string' ? bytes(text) : text;
  const layout = layoutOf(data.subarray(0, 65_536), isAbc);
  if (!layout?.isKnown) throw new Error('There is no header.');
  const rows: ReadRow[] = [];
  for await (const batch of readFileRows(inPieces(data, pieces), layout)) rows.push(...batch);
  return rows;
}

const inShort = (row: ReadRow) =>
  row.kind === 'row' ? `${row.line}: ${row.values.join('/')}` : `${row.line}! ${row.reason}`;

describe('the header', () => {
  test('is found behind a preamble by its names, and the delimiter with it', () => {
    const head = bytes('Report, 2024\n"User";"a, b; c"\n\nA ; B;c\n1;2;3\n');
    expect(layoutOf(head, isAbc)).toMatchObject({ delimiter: ';', header: ['A', 'B', 'c'], isKnown: true });
  });

  test('that nobody looks for is the first of the fullest rows', () => {
    const head = bytes('Title\nx|y|z\n1|2|3\n');
    expect(layoutOf(head, isAbc)).toMatchObject({ delimiter: '|', header: ['x', 'y', 'z'], isKnown: false });
  });

  test('is not looked for past the thirtieth row', () => {
    const behind = (rows: number) => layoutOf(bytes(`${'title\n'.repeat(rows)}a,b,c\n`), isAbc)?.isKnown;
    expect([behind(29), behind(30)]).toEqual([true, false]);
  });

  test.each(['', '\n\n', '\uFEFF', ' \n'])('of %j is none', (text) => {
    expect(layoutOf(bytes(text), isAbc)).toBeNull();
  });

  test('is compared without case and space', () => {
    expect(columnNames([' Date(UTC) ', 'PAIR'])).toEqual(['date(utc)', 'pair']);
  });
});

describe('the encoding', () => {
  test('is UTF-8 though the part that is looked at ends within a letter', () => {
    expect(encodingOf(bytes('€').subarray(0, 2))).toBe('utf-8');
    expect(encodingOf(Uint8Array.of(0xe9, 0x2c, 0x61))).toBe('windows-1252');
  });

  test('is not taken for UTF-16 for some NULs', () => {
    expect(encodingOf(bytes('a,b\u0000\u0000\u0000,c and some more text'))).toBe('utf-8');
  });
});

describe('rows', () => {
  test.each([1, 2, 3, 1_000])(
    'are the same in pieces of %d bytes, with the lines they begin on',
    async (size) => {
      const text = 'title\r\na,b,c\r\n1,"2\r\nand\nmore",3\r4,5,6\n\n7,"8 ""x""",€\r\n9,9\n"0",0,0';
      expect((await rowsOf(text, size)).map(inShort)).toEqual([
        '3: 1/2\r\nand\nmore/3',
        '6: 4/5/6',
        '8: 7/8 "x"/€',
        '9! The row has 2 cells where the header has 3.',
        '10: 0/0/0',
      ]);
    },
  );

  test('hold NULs and stray quotes as they are', async () => {
    expect((await rowsOf('a,b,c\n1\u0000,2"3,"4"5\n6,7,8\n')).map(inShort)).toEqual([
      '2: 1\u0000/2"3/"4"5',
      '3: 6/7/8',
    ]);
  });

  test('may lack cells at their end that have no name, or have empty ones too many', async () => {
    const layout: FileLayout = { encoding: 'utf-8', delimiter: ',', header: ['a', 'b', ''], isKnown: true };
    const rows: ReadRow[] = [];
    for await (const batch of readFileRows(inPieces(bytes('a,b,\n1,2\n3,4,,,\n5\n'), 5), layout))
      rows.push(...batch);
    expect(rows.map(inShort)).toEqual([
      '2: 1/2/',
      '3: 3/4/',
      '4! The row has 1 cells where the header has 3.',
    ]);
  });

  test('of a million characters are rejected by themselves', async () => {
    const long = 'x'.repeat(1_000_000);
    const rows = await rowsOf(`a,b,c\n1,2,3\n${long},2,3\n4,"${long}",6\n7,8,9\n`, 40_000);
    expect(rows.map(({ kind, line }) => `${line} ${kind}`)).toEqual([
      '2 row',
      '3 unreadable',
      '4 unreadable',
      '5 row',
    ]);
  });

  test('of millions of commas are rejected by themselves', async () => {
    const rows = await rowsOf(`a,b,c\n${','.repeat(5_000_000)}\n7,8,9\n`, 60_000);
    expect(rows.map(({ kind, line }) => `${line} ${kind}`)).toEqual(['2 unreadable', '3 row']);
  });

  test('after a quote that is never closed are told to be unread, once, with the line', async () => {
    const rows = await rowsOf(`a,b,c\n1,2,3\n4,"5,6\n${'7,8,9\n'.repeat(50_000)}`, 30_000);
    expect(rows.map(({ kind, line }) => `${line} ${kind}`)).toEqual(['2 row', '3 unreadable']);
  });

  test('end the reading of the body when nobody wants more', async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes('a,b,c\n1,2,3\n')),
      cancel: () => {
        isCancelled = true;
      },
    });
    const layout: FileLayout = { encoding: 'utf-8', delimiter: ',', header: ['a', 'b', 'c'], isKnown: true };
    for await (const batch of readFileRows(body, layout)) if (batch.length > 0) break;
    expect(isCancelled).toBe(true);
  });
});
