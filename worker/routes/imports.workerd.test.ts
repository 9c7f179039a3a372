import { describe, expect, test, vi } from 'vitest';
import { JobAcceptedSchema, RejectionsResponseSchema } from '../../contracts/jobs.ts';
import { TradeBiasResponseSchema, TradesResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { signedUp } from '../../test/support/trader.ts';

const HEADER =
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

const ROWS = [
  `default,101,BTC-USD,BUY,${hoursAgo(50)},0.01000000,BTC,60000.00,3.6,-603.6,USD`,
  `default,102,BTC-USD,SELL,${hoursAgo(30)},0.01000000,BTC,59000.00,3.54,586.46,USD`,
  `default,101,ETH-USD,BUY,${hoursAgo(20)},0.5,ETH,3000,9,-1509,USD`,
];

async function upload(client: TwinClient, text: string, name = 'fills.csv') {
  const { jobId } = await parse(await client.uploadFile(name, text), JobAcceptedSchema);
  return client.untilScored(jobId);
}

describe('uploading a Coinbase fills file', () => {
  test('takes the way of every import: fills, labels, P&L', async () => {
    const client = await signedUp();
    const job = await upload(client, [HEADER, ...ROWS].join('\n'));
    expect(job).toMatchObject({ status: 'done', progress: { seen: 3, inserted: 3, rejected: 0, scored: 3 } });
    const { trades } = await parse(await client.get('/api/trades?symbol=BTC-USD'), TradesResponseSchema);
    expect(trades.map(({ side, basis, pnl }) => ({ side, basis, pnl }))).toEqual([
      // 590 − 3.54 of proceeds less 600 + 3.6 of cost.
      { side: 'SELL', basis: 'known', pnl: '-17.14' },
      { side: 'BUY', basis: null, pnl: null },
    ]);
    for (const { labels } of trades) expect(labels.length).toBeGreaterThan(0);
  });

  test('a byte-order mark, CRLF and columns in another order change nothing; the second upload adds nothing', async () => {
    const client = await signedUp();
    const rows = [HEADER, ...ROWS].map((line) => line.split(',').reverse().join(','));
    const text = `\uFEFF${rows.join('\r\n')}\r\n`;
    expect((await upload(client, text)).progress).toMatchObject({ inserted: 3, rejected: 0 });
    expect((await upload(client, text)).progress).toMatchObject({ inserted: 0, duplicates: 3 });
  });

  test('fills of one millisecond are booked by the rest of their time, and the last moment of a day stays in it', async () => {
    const client = await signedUp();
    const rows = [
      'default,zz-bought,BTC-USD,BUY,2026-11-10T23:59:59.999100Z,1,BTC,100,0,-100,USD',
      'default,aa-sold,BTC-USD,SELL,2026-11-10T23:59:59.999999999Z,1,BTC,110,0,110,USD',
    ];
    expect((await upload(client, [HEADER, ...rows].join('\n'))).status).toBe('done');
    const { trades } = await parse(await client.get('/api/trades'), TradesResponseSchema);
    for (const { ts } of trades) expect(ts).toBe('2026-11-10T23:59:59.999Z');
    expect(trades.find(({ side }) => side === 'SELL')).toMatchObject({ basis: 'known', pnl: '10' });
  });

  test('rows that cannot be read are listed with their line and the reason; the others are stored', async () => {
    const client = await signedUp();
    const bad = [
      `default,201,BTC-PERP-INTX,BUY,${hoursAgo(5)},1,BTC,1,0,1,USD`,
      `default,202,BTC-USD,HOLD,${hoursAgo(5)},1,BTC,1,0,1,USD`,
      `default,203,BTC-USD,BUY,yesterday,1,BTC,1,0,1,USD`,
      `default,204,BTC-USD,BUY,${hoursAgo(5)},0,BTC,1,0,1,USD`,
      `default,205,BTC-USD,BUY,${hoursAgo(5)},1e400,BTC,1,0,1,USD`,
      'default,206,BTC-USD',
    ];
    const job = await upload(client, [HEADER, ...ROWS, ...bad].join('\n'));
    expect(job).toMatchObject({ status: 'done', progress: { seen: 9, inserted: 3, rejected: 6 } });
    const { rejections } = await parse(
      await client.get(`/api/jobs/${job.id}/rejections`),
      RejectionsResponseSchema,
    );
    expect(rejections.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(rejections[0]?.reason).toContain('not a spot product');
    expect(rejections[5]?.reason).toContain('3 cells');
  });

  test('one row that is no CSV, or holds what cannot be stored, spoils no other', async () => {
    const client = await signedUp();
    const bad = [
      `default,3"01,BTC-USD,BUY,${hoursAgo(5)},1,BTC,1,0,1`,
      `default,302,BTC-USD,BUY,2026-02-30T10:00:00Z,1,BTC,1,0,1,USD`,
      `default,303,BTC-USD,BUY,0000-01-01T00:00:00Z,1,BTC,1,0,1,USD`,
      `default,304,BTC-USD,BUY,9000-01-01T00:00:00Z,1,BTC,1,0,1,USD`,
      `default,${'9'.repeat(9_000)},BTC-USD,BUY,${hoursAgo(5)},1,BTC,1,0,1,USD`,
      `default,306,${'B'.repeat(50)}-USD,BUY,${hoursAgo(5)},1,${'B'.repeat(50)},1,0,1,USD`,
      `default,307,BTC-USD,BUY,${hoursAgo(5)},1,BTC,0.${'0'.repeat(56)}1,0,1,USD`,
      `default,3\u000008,BTC-USD,BUY,${hoursAgo(5)},1,BTC,1,0,1,USD`,
    ];
    const job = await upload(client, `${HEADER}\r\n${ROWS[0]}\r${bad.join('\n')}\n${ROWS[1]}\r\n${ROWS[2]}`);
    expect(job).toMatchObject({
      status: 'done',
      progress: { seen: 11, inserted: 3, rejected: 8, scored: 3 },
    });
  });

  test('a quote that is never closed is told with its line, and what was read before it stays', async () => {
    const client = await signedUp();
    const job = await upload(client, [HEADER, ...ROWS, '"default,401,BTC-USD', 'x,y'].join('\n'));
    expect(job).toMatchObject({ status: 'done', progress: { inserted: 3, rejected: 1 } });
    const { rejections } = await parse(
      await client.get(`/api/jobs/${job.id}/rejections`),
      RejectionsResponseSchema,
    );
    expect(rejections[0]?.reason).toContain('never closed');
  });

  test('an older fill that comes later changes what was said of the fills after it', async () => {
    const client = await signedUp();
    const [buy = '', sell = ''] = ROWS;
    const first = await upload(client, [HEADER, sell].join('\n'));
    const saidOf = async () => {
      const { trades } = await parse(await client.get('/api/trades?symbol=BTC-USD'), TradesResponseSchema);
      const bias = await parse(
        await client.get(`/api/trades/${trades[0]?.id}/bias`),
        TradeBiasResponseSchema,
      );
      return {
        basis: bias.trade.basis,
        pnl: bias.trade.pnl,
        evidence: bias.tags[0]?.features.features.pnl_exit,
      };
    };
    expect(await saidOf()).toMatchObject({ basis: 'unknown', pnl: null, evidence: { known: false } });
    await upload(client, [HEADER, buy].join('\n'));
    await vi.waitUntil(async () => (await saidOf()).basis === 'known', 30_000);
    expect(await saidOf()).toEqual({
      basis: 'known',
      pnl: '-17.14',
      evidence: { known: true, value: '-17.14' },
    });
    expect((await client.job(first.id)).progress.scored).toBe(1);
  });

  test('so does one of the same instant that the books put before them', async () => {
    const client = await signedUp();
    const at = hoursAgo(40);
    await upload(client, `${HEADER}\ndefault,2,ETH-USD,SELL,${at},1,ETH,110,0,110,USD`);
    await upload(client, `${HEADER}\ndefault,1,ETH-USD,BUY,${at},1,ETH,100,0,-100,USD`);
    const saidOfSale = async () => {
      const { trades } = await parse(await client.get('/api/trades'), TradesResponseSchema);
      return trades.find(({ side }) => side === 'SELL');
    };
    await vi.waitUntil(async () => (await saidOfSale())?.basis === 'known', 30_000);
    expect(await saidOfSale()).toMatchObject({ pnl: '10' });
  });

  test('a header that names one column twice is refused', async () => {
    const client = await signedUp();
    const answer = await client.uploadFile('x.csv', `${HEADER},size\n`);
    expect(await answer.json()).toMatchObject({ code: 'file_format_unknown' });
  });

  test.each([
    ['a file of another kind', 'name,age\nbob,7\n', 'file_format_unknown'],
    ['an empty file', '', 'file_unreadable'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000', 'file_format_unknown'],
  ])('%s is refused with a sentence and nothing is stored', async (_, text, code) => {
    const client = await signedUp();
    const answer = await client.uploadFile('x.csv', text);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, detail: expect.stringMatching(/\w.+\./) });
    expect(await (await client.get('/api/trades')).json()).toEqual({ trades: [], cursor: null });
  });

  test('a file over 25 MiB is refused', async () => {
    const client = await signedUp();
    const answer = await client.uploadFile('x.csv', 'x'.repeat(26 * 1024 * 1024));
    expect(answer.status).toBe(413);
  });
});
