import { describe, expect, test, vi } from 'vitest';
import { FilePreviewSchema } from '../../contracts/imports.ts';
import { type Job, JobAcceptedSchema } from '../../contracts/jobs.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { signedUp } from '../../test/support/trader.ts';

const UPLOAD = '/api/trades/import/file';
const PREVIEW = '/api/trades/import/file/preview';

function send(client: TwinClient, path: string, text: string, fields: Record<string, string> = {}) {
  const form = new FormData();
  form.set('file', new File([text], 'export.csv', { type: 'text/csv' }));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return client.send('POST', path, form);
}

async function imported(client: TwinClient, text: string, fields: Record<string, string> = {}): Promise<Job> {
  const { jobId } = await parse(await send(client, UPLOAD, text, fields), JobAcceptedSchema);
  let job = await client.job(jobId);
  await vi.waitUntil(
    async () => {
      job = await client.job(jobId);
      return job.status !== 'queued' && job.status !== 'running';
    },
    { timeout: 30_000, interval: 50 },
  );
  return job;
}

const KRAKEN = [
  '"txid","refid","time","type","subtype","aclass","asset","amount","fee","balance"',
  '"L0","R0","2026-01-01 10:00:00","deposit","","currency","ZUSD",1000,0,1000',
  '"L1","T1","2026-01-02 10:00:00","trade","","currency","ZUSD",-100,0.26,899.74',
  '"L2","T1","2026-01-02 10:00:00","trade","","currency","XXBT",0.002,0,0.002',
  '"L3","R3","2026-01-03 10:00:00","=gift","","currency","ZUSD",1,0,900.74',
].join('\n');

describe('an export of another venue', () => {
  test('becomes fills and movements, once', async () => {
    const client = await signedUp();
    const first = await imported(client, KRAKEN);
    expect(first).toMatchObject({
      status: 'done',
      progress: { seen: 3, inserted: 1, moved: 1, rejected: 1, duplicates: 0 },
    });
    expect(first.dryRun).toBeUndefined();
    const again = await imported(client, KRAKEN, { format: 'kraken-ledger' });
    expect(again.progress).toMatchObject({ seen: 3, inserted: 0, moved: 0, rejected: 1, duplicates: 2 });
    const { trades } = await (await client.get('/api/trades')).json<{ trades: unknown[] }>();
    expect(trades).toMatchObject([{ symbol: 'BTC-USD', side: 'BUY', qty: '0.002', price: '50000' }]);
  });

  test('tried first tells what would happen and keeps nothing; what comes after it is a job of its own', async () => {
    const client = await signedUp();
    const tried = await imported(client, KRAKEN, { dryRun: 'true' });
    expect(tried).toMatchObject({
      status: 'done',
      dryRun: true,
      progress: { inserted: 1, moved: 1, rejected: 1 },
    });
    expect(await (await client.get('/api/trades')).json()).toMatchObject({ trades: [] });
    const meant = await imported(client, KRAKEN, { dryRun: 'false' });
    expect(meant.id).not.toBe(tried.id);
    expect(meant.progress).toMatchObject({ inserted: 1, moved: 1 });
  });

  test('with equal rows keeps both, however often it is uploaded', async () => {
    const row = '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5DOGE,341.341USDT,0.00042BNB';
    const text = ['Date(UTC),Pair,Side,Price,Executed,Amount,Fee', row, row].join('\n');
    const client = await signedUp();
    expect((await imported(client, text)).progress).toMatchObject({ inserted: 2, duplicates: 0 });
    expect((await imported(client, `${text}\n`)).progress).toMatchObject({ inserted: 0, duplicates: 2 });
  });

  test('in an encoding and with a delimiter of its own is read as any', async () => {
    const client = await signedUp();
    const form = new FormData();
    const letters = `\uFEFF${KRAKEN.replaceAll(',', ';')}`.split('');
    const bytes = Uint8Array.from(
      letters.flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
    );
    form.set('file', new File([bytes], 'ledger.csv'));
    const preview = await parse(await client.send('POST', PREVIEW, form), FilePreviewSchema);
    expect(preview).toMatchObject({ format: 'kraken-ledger', encoding: 'utf-16le', delimiter: ';' });
    const euro = new FormData();
    euro.set(
      'file',
      new File([Uint8Array.of(...new TextEncoder().encode('a,b\n'), 0x80, 0x2c, 0xe9)], 'x.csv'),
    );
    expect(await parse(await client.send('POST', PREVIEW, euro), FilePreviewSchema)).toMatchObject({
      encoding: 'windows-1252',
      rows: [['€', 'é']],
    });
  });

  test('that is said to be another, or generic without columns, is of no known format', async () => {
    const client = await signedUp();
    for (const format of ['kraken-trades', 'generic']) {
      const answer = await send(client, UPLOAD, KRAKEN, { format });
      expect(await answer.json()).toMatchObject({ status: 400, code: 'file_format_unknown' });
    }
    expect((await send(client, UPLOAD, KRAKEN, { format: 'excel' })).status).toBe(400);
  });
});

describe('a file that is mapped by hand', () => {
  const TEXT =
    'When,What,Way,Much,Each\n2026-01-02 10:00,BTC/EUR,buy,0.5,40000\n2026-01-03 10:00,BTC/EUR,keep,1,1';
  const columns = { time: 'When', symbol: 'What', side: 'Way', quantity: 'Much', price: 'Each' };

  test('is previewed without its mapping and with it, and imported with it', async () => {
    const client = await signedUp();
    const bare = await parse(await send(client, PREVIEW, TEXT), FilePreviewSchema);
    expect(bare).toEqual({
      format: null,
      name: null,
      broker: null,
      encoding: 'utf-8',
      delimiter: ',',
      columns: ['When', 'What', 'Way', 'Much', 'Each'],
      rows: [
        ['2026-01-02 10:00', 'BTC/EUR', 'buy', '0.5', '40000'],
        ['2026-01-03 10:00', 'BTC/EUR', 'keep', '1', '1'],
      ],
      sample: [],
    });
    const mapping = JSON.stringify({ columns, timezone: 'America/New_York', broker: 'kraken' });
    const mapped = await parse(await send(client, PREVIEW, TEXT, { mapping }), FilePreviewSchema);
    expect(mapped).toMatchObject({
      format: 'generic',
      broker: 'kraken',
      sample: [
        {
          line: 2,
          fill: { ts: '2026-01-02T15:00:00Z', symbol: 'BTC-EUR', side: 'BUY', qty: '0.5', fee: null },
        },
        { line: 3, rejected: '"keep" is neither buy nor sell.' },
      ],
    });
    expect((await imported(client, TEXT, { mapping })).progress).toMatchObject({ inserted: 1, rejected: 1 });
  });

  test.each([
    ['is no JSON', '{', 'mapping'],
    [
      'lacks a column',
      JSON.stringify({ columns: { ...columns, price: undefined } }),
      'mapping.columns.price',
    ],
    [
      'names a column that is not there',
      JSON.stringify({ columns: { ...columns, id: 'No' } }),
      'mapping.columns.id',
    ],
    ['names no zone', JSON.stringify({ columns, timezone: 'Mars' }), 'mapping.timezone'],
  ])('is refused by its fields where the mapping %s', async (_, mapping, path) => {
    const client = await signedUp();
    for (const where of [UPLOAD, PREVIEW]) {
      const answer = await send(client, where, TEXT, { mapping });
      expect(await answer.json()).toMatchObject({ status: 400, code: 'mapping_invalid', fields: [{ path }] });
    }
  });
});

describe('a preview', () => {
  test('shows ten rows and what belongs to them further down, of a file of any length', async () => {
    const client = await signedUp();
    const [header = '', , buy = '', bought = ''] = KRAKEN.split('\n');
    const deposits = Array.from(
      { length: 9_000 },
      (_, at) => `"D${at}","R${at}","2026-01-01 10:00:00","deposit","","currency","ZUSD",1000,0,1000`,
    );
    const text = [header, ...deposits.slice(0, 9), buy, bought, ...deposits].join('\n');
    expect(text.length).toBeGreaterThan(512 * 1024);
    const { rows, sample, name } = await parse(await send(client, PREVIEW, text), FilePreviewSchema);
    expect([name, rows.length, sample.length]).toEqual(['Kraken ledger', 10, 10]);
    expect(sample.at(0)).toMatchObject({
      line: 2,
      movement: { kind: 'transfer_in', asset: 'USD', qty: '1000' },
    });
    expect(sample.at(-1)).toMatchObject({ line: 11, fill: { symbol: 'BTC-USD' } });
  });

  test('of nothing is refused, and so is a body that is no form', async () => {
    const client = await signedUp();
    expect(await (await send(client, PREVIEW, '')).json()).toMatchObject({ code: 'file_unreadable' });
    expect((await client.post(PREVIEW, {})).status).toBe(415);
    const broken = await client.send('POST', PREVIEW, 'no form', {
      'content-type': 'multipart/form-data; boundary=x',
    });
    expect(await broken.json()).toMatchObject({ status: 400 });
  });
});

describe('the rejections as a file', () => {
  test('are all there, with what a spreadsheet would take for a formula made inert', async () => {
    const client = await signedUp();
    const bad = Array.from(
      { length: 1_203 },
      (_, at) => `"=${at},""1""","R","2026-01-03 10:00:00","gift","","currency","ZUSD",1,0,1`,
    );
    const job = await imported(client, [KRAKEN, ...bad].join('\n'));
    const answer = await client.get(`/api/jobs/${job.id}/rejections.csv`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="rejected-\w{8}\.csv"$/);
    const lines = (await answer.text()).split('\r\n');
    expect(lines.slice(0, 3)).toEqual([
      'line,id,reason',
      '5,L3,"""=gift"" is no kind of row that is known."',
      '6,"\'=0,""1""","""gift"" is no kind of row that is known."',
    ]);
    expect(lines).toHaveLength(1 + 1_204 + 1);
  });

  test("of another trader's job are not there", async () => {
    const [owner, other] = [await signedUp(), await signedUp()];
    const { id } = await imported(owner, KRAKEN);
    expect((await other.get(`/api/jobs/${id}/rejections.csv`)).status).toBe(404);
  });
});
