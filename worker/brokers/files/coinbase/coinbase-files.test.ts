import { describe, expect, test } from 'vitest';
import { inShort, readExport } from '../../../../test/support/read-export.ts';

const CURRENT =
  'ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes,Sender Address,Recipient Address';
const OLDER = CURRENT.replace('ID,', '').replace(',Sender Address,Recipient Address', '');
const OLDEST =
  'Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,Spot Price at Transaction,Subtotal,Total (inclusive of fees),Fees,Notes';

async function read(...lines: string[]): Promise<string[]> {
  return (await readExport(lines.join('\n'))).readings.map(inShort);
}

describe('Coinbase transactions', () => {
  test('are read behind their preamble, with money signs, thousands commas and negative sales', async () => {
    expect(
      await read(
        '',
        'Transactions',
        'User,Some One,0b1c8a52-0000-4000-8000-000000000000',
        CURRENT,
        'a1,2025-01-13 12:20:53 UTC,Buy,BTC,0.5,USD,"$40,000.00","$20,000.00","$20,150.00",$150.00,"Bought 0.5 BTC for 20,150.00 USD",,',
        'a2,2025-02-01 08:00:00 UTC,Sell,BTC,-0.1,EUR,"€50,000.00","€5,000.00","€4,950.00",€50.00,"Sold 0.1 BTC for €4,950.00 EUR",,',
      ),
    ).toEqual([
      '5 2025-01-13T12:20:53Z BUY 0.5 BTC-USD at 40000 fee 150 USD',
      '6 2025-02-01T08:00:00Z SELL 0.1 BTC-EUR at 50000 fee 50 EUR',
    ]);
  });

  test('of an advanced trade are in what the note says was paid with, not in the price currency', async () => {
    expect(
      await read(
        CURRENT,
        // 446.7515585950032 paid less 0.00424956 × 103882.31 is a fee of 5.2974493114032, as the column says of dollars.
        'b1,2025-01-18 14:53:48 UTC,Advanced Trade Buy,BTC,0.00424956,USD,$103882.31,$441.45411,$446.75156,$5.2974493114032,Bought 0.00424956 BTC for 446.7515585950032 USDC on BTC-USDC at 103882.31 USDC/BTC,,',
        // No rate in the note: 99 paid of 100 is worth as the columns split it.
        'b2,2025-01-19 14:00:00 UTC,Advanced Trade Sell,ETH,-0.5,EUR,€190,€100,€99,€1,Sold 0.5 ETH for 198 USDT,,',
      ),
    ).toEqual([
      '2 2025-01-18T14:53:48Z BUY 0.00424956 BTC-USDC at 103882.31 fee 5.2974493114032 USDC',
      '3 2025-01-19T14:00:00Z SELL 0.5 ETH-USDT at 400 fee 2 USDT',
    ]);
  });

  test('take the quote of the product in the note, or the price currency where the note tells none', async () => {
    expect(
      await read(
        CURRENT,
        'c1,2025-01-18 14:53:48 UTC,Advanced Trade Buy,SOL,2,EUR,€100,€200,€201,€1,Filled on SOL-EUR,,',
        'c2,2025-01-18 14:53:48 UTC,Buy,SOL,2,GBP,£100,£200,£201,£1,,,',
        'c3,2025-01-18 14:53:48 UTC,Advanced Trade Buy,SOL,2,EUR,€100,€200,€201,€1,Filled on SOL-USDC,,',
      ),
    ).toEqual([
      '2 2025-01-18T14:53:48Z BUY 2 SOL-EUR at 100 fee 1 EUR',
      '3 2025-01-18T14:53:48Z BUY 2 SOL-GBP at 100 fee 1 GBP',
      '4 rejected: Neither columns nor note tell the price in USDC.',
    ]);
  });

  test('whose price was rounded to nothing have the price that the subtotal tells', async () => {
    expect(
      await read(CURRENT, 'd1,2024-05-01 10:00:00 UTC,Buy,SHIB,1000000,USD,$0.00,$24.50,$25.00,$0.50,,,'),
    ).toEqual(['2 2024-05-01T10:00:00Z BUY 1000000 SHIB-USD at 0.0000245 fee 0.5 USD']);
  });

  test('charge the spread that the total differs by, where the fees column leaves it out', async () => {
    expect(
      await read(
        CURRENT,
        'e1,2024-11-21 10:00:00 UTC,Sell,BTC,-0.1,CZK,"Kč2,319,684.50","Kč231,968.45","Kč228,512.09","Kč2,343.15",,,',
      ),
    ).toEqual(['2 2024-11-21T10:00:00Z SELL 0.1 BTC-CZK at 2319684.5 fee 3456.36 CZK']);
  });

  test('of older files without ids, and of the oldest with spot prices, mean the same', async () => {
    const row = '2021-05-01T10:00:00Z,Buy,LTC,2,EUR,200,400,405.99,5.99,Bought 2 LTC for €405.99 EUR';
    const older = await readExport([OLDER, row].join('\n'));
    const oldest = await readExport([OLDEST, row].join('\n'));
    expect(older.readings.map(inShort)).toEqual(['2 2021-05-01T10:00:00Z BUY 2 LTC-EUR at 200 fee 5.99 EUR']);
    expect(oldest.readings).toEqual(older.readings);
    expect(older.idSource).toBe('coinbase-transactions-without-id');
  });

  test('that move the inventory are movements; only rewards have a worth', async () => {
    const row = (type: string, note = '', quantity = '0.5') =>
      `${type},2025-03-01 10:00:00 UTC,${type},ETH,${quantity},USD,$2000,$1000,$1000,$0,${note},,`;
    expect(
      await read(
        CURRENT,
        row('Send', 'Sent 0.5 ETH to 0xabc', '-0.5'),
        row('Receive', 'Received 0.5 ETH from an external account'),
        row('Receive', 'Received 0.5 ETH from Coinbase Earn'),
        row('Rewards Income'),
        row('Learning Reward'),
        row('Staking Income'),
        row('Inflation Reward'),
        row('Interest payout'),
        row('Pro Deposit', '', '-0.5'),
        row('Pro Withdrawal'),
        'f1,2025-03-01 10:00:00 UTC,Deposit,EUR,100,EUR,€1.00,€100.00,€100.00,€0.00,Deposit,,',
        'f2,2025-03-01 10:00:00 UTC,Withdrawal,EUR,-100,EUR,€1.00,-€100.00,-€100.00,€0.00,Withdrawal,,',
      ),
    ).toEqual(
      [
        'transfer_out 0.5 ETH',
        'transfer_in 0.5 ETH',
        'reward 0.5 ETH worth 1000 USD',
        'reward 0.5 ETH worth 1000 USD',
        'reward 0.5 ETH worth 1000 USD',
        'reward 0.5 ETH worth 1000 USD',
        'reward 0.5 ETH worth 1000 USD',
        'reward 0.5 ETH worth 1000 USD',
        'transfer_out 0.5 ETH',
        'transfer_in 0.5 ETH',
        'transfer_in 100 EUR',
        'transfer_out 100 EUR',
      ].map((what, at) => `${at + 2} 2025-03-01T10:00:00Z ${what}`),
    );
  });

  test('that change nothing, or are of no known kind, are told with the reason', async () => {
    expect(
      await read(
        CURRENT,
        'g1,2025-01-08 17:38:49 UTC,Retail Staking Transfer,SOL,0.124,EUR,€133.07,€16.50,€16.50,€0.00,,,',
        'g2,2025-01-08 17:38:49 UTC,constructor,SOL,1,EUR,€1,€1,€1,€0,,,',
        'g3,2025-01-08 17:38:49 UTC,Buy,SOL,some,EUR,€1,€1,€1,€0,,,',
      ),
    ).toEqual([
      '2 rejected: A Retail Staking Transfer stays within Coinbase: what is held does not change.',
      '3 rejected: "constructor" is no kind of transaction that is known.',
      '4 rejected: The quantity "some" is not a number.',
    ]);
  });
});

describe('a convert of Coinbase', () => {
  const note = 'Converted 0.1 ETH to 250.00 USDC';
  const out = `h1,2025-01-02 10:00:00 UTC,Convert,ETH,-0.1,EUR,€2400,€240.00,€242.00,€2.00,${note},,`;
  const into = `h1,2025-01-02 10:00:00 UTC,Convert,USDC,250,EUR,€0.96,€240.00,€242.00,€2.00,${note},,`;

  test('with one row is two legs, the other one out of its note', async () => {
    expect(await read(CURRENT, out)).toEqual([
      '2 2025-01-02T10:00:00Z convert_out 0.1 ETH worth 242 EUR',
      '2 2025-01-02T10:00:00Z convert_in 250 USDC worth 242 EUR',
    ]);
  });

  test('with a row for each leg is two legs and no more, whichever comes first, with two ids', async () => {
    for (const rows of [
      [out, into],
      [into, out],
    ]) {
      const { readings } = await readExport([CURRENT, ...rows].join('\n'));
      const moved = readings.flatMap((reading) => ('movement' in reading ? [reading.movement] : []));
      expect(moved.map(({ extId, kind }) => `${extId} ${kind}`).sort()).toEqual([
        'h1:in convert_in',
        'h1:out convert_out',
      ]);
    }
  });

  test('made twice in one second is four legs', async () => {
    const again = out.replace('h1', 'h2');
    expect(await read(CURRENT, out, again)).toHaveLength(4);
    expect(await read(CURRENT, out, again, into, into.replace('h1', 'h2'))).toHaveLength(4);
  });

  test('whose note says something else is rejected', async () => {
    expect(await read(CURRENT, out.replace(note, 'Swapped'), out.replace(',ETH,', ',BTC,'))).toEqual([
      '2 rejected: The note "Swapped" does not say what was converted to what.',
      '3 rejected: The row is of BTC, but its note is of ETH and USDC.',
    ]);
  });
});

describe('Coinbase fills', () => {
  const HEADER =
    'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
  const row = (id: string, product = 'BTC-USD') =>
    `default,${id},${product},BUY,2021-05-01T10:00:00.123Z,0.01,${product.split('-')[0]},60000.00,3.6,-603.6,USD`;

  test('counted for each product carry the product in their id, and are a source of their own', async () => {
    const { readings, idSource } = await readExport([HEADER, row('101'), row('101', 'ETH-USD')].join('\n'));
    expect(readings).toMatchObject([{ fill: { extId: 'BTC-USD:101' } }, { fill: { extId: 'ETH-USD:101' } }]);
    expect(idSource).toBe('coinbase-fills');
  });

  test('with UUIDs carry the ids of the API', async () => {
    const uuid = '19fc7eee-f4b4-40a7-8104-033da1db5311';
    const { readings, idSource } = await readExport([HEADER, row(uuid)].join('\n'));
    expect(readings).toMatchObject([{ fill: { extId: uuid } }]);
    expect(idSource).toBe('api');
  });
});

describe('Coinbase Pro account statement', () => {
  const HEADER = 'portfolio,type,time,amount,balance,amount/balance unit,transfer id,trade id,order id';
  const at = '2021-03-15T14:22:09.503Z';

  test('makes a fill of the rows of one trade, with the id that the fills export gives it', async () => {
    const { readings } = await readExport(
      [
        HEADER,
        `default,match,${at},-142.35,4019.35,USD,,112847531,c3d4`,
        `default,match,${at},0.0025,1.0025,BTC,,112847531,c3d4`,
        `default,fee,${at},-0.71175,4018.63,USD,,112847531,c3d4`,
        `default,match,${at},100,100,USD,,112847531,other`,
        `default,match,${at},-0.05,1,ETH,,112847531,other`,
      ].join('\n'),
    );
    expect(readings.map(inShort)).toEqual([
      `2 ${at} BUY 0.0025 BTC-USD at 56940 fee 0.71175 USD`,
      `5 ${at} SELL 0.05 ETH-USD at 2000 fee 0 USD`,
    ]);
    expect(readings).toMatchObject([
      { fill: { extId: 'BTC-USD:112847531', orderId: 'c3d4' } },
      { fill: { extId: 'ETH-USD:112847531' } },
    ]);
  });

  test('makes movements of deposits, withdrawals, conversions and rebates', async () => {
    expect(
      await read(
        HEADER,
        `default,deposit,${at},1.5,1.5,BTC,t1,,`,
        `default,withdrawal,${at},-1,0.5,BTC,t2,,`,
        `default,conversion,${at},-10,0,USD,t3,,`,
        `default,conversion,${at},10,10,USDC,t3,,`,
        `default,rebate,${at},0.12,1,USD,,,`,
      ),
    ).toEqual([
      `2 ${at} transfer_in 1.5 BTC`,
      `3 ${at} transfer_out 1 BTC`,
      `4 ${at} convert_out 10 USD`,
      `5 ${at} convert_in 10 USDC`,
      `6 ${at} reward 0.12 USD`,
    ]);
  });

  test('rejects half a trade, and rows of no known kind', async () => {
    expect(
      await read(
        HEADER,
        `default,match,${at},-142.35,4019.35,USD,,7,c3d4`,
        `default,gift,${at},1,1,USD,,,`,
        `default,match,${at},1,1,USD,,,`,
        `default,deposit,${at},one,1,USD,t1,,`,
      ),
    ).toEqual([
      '3 rejected: "gift" is no kind of row that is known.',
      '4 rejected: A match without a trade id.',
      '5 rejected: The amount "one" is not a number.',
      '2 rejected: A trade has two rows of match, and this one has 1 in the file.',
    ]);
  });
});
