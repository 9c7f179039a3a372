import { describe, expect, test } from 'vitest';
import { ColumnMappingSchema } from '../../../contracts/imports.ts';
import { inShort, readExport } from '../../../test/support/read-export.ts';
import { recogniseFile } from './recognise-file.ts';

async function read(...lines: string[]): Promise<string[]> {
  return (await readExport(lines.join('\n'))).readings.map(inShort);
}

describe('KuCoin trades', () => {
  test('are read though their header ends with a comma and their rows may not', async () => {
    const HEADER = 'tradeCreatedAt,orderId,symbol,side,price,size,funds,fee,liquidity,feeCurrency,orderType,';
    expect(
      await read(
        HEADER,
        '2021-05-25 08:22:07,60acb2,XLM-USDT,buy,0.4269,10.5,4.48245,0.00448245,taker,USDT,market,',
        '2021-05-25 08:22:08,60acb3,KCS-BTC,sell,0.0003,100,0.03,0.00003,maker,BTC,limit',
        '2021-05-25 08:22:08,60acb3,KCS,sell,0.0003,100,0.03,0.00003,maker,BTC,limit',
      ),
    ).toEqual([
      '2 2021-05-25T08:22:07Z BUY 10.5 XLM-USDT at 0.4269 fee 0.00448245 USDT',
      '3 2021-05-25T08:22:08Z SELL 100 KCS-BTC at 0.0003 fee 0.00003 BTC',
      '4 rejected: Nobody can say which two assets "KCS" is of.',
    ]);
  });
});

describe('Bybit spot trades', () => {
  test('have their fee in what was received, and the time before the day', async () => {
    expect(
      await read(
        'Spot Pairs,Order Type,Direction,Filled Value,Filled Price,Filled Quantity,Fees,Transaction ID,Order No.,Timestamp (UTC)',
        'ICPUSDT,MARKET,SELL,49.97342400000000000000,9.32340000000000000000,5.36000000000000000000,0.04997342400000000000,2200000000355489633, 53982208,14:35 2024-11-16',
        'ICPUSDT,LIMIT,BUY,80.20300000000000000000,8.02030000000000000000,10.00000000000000000000,0.01000000000000000000,2200000000351556764, 87307520,03:18 2024-11-15',
      ),
    ).toEqual([
      '2 2024-11-16T14:35:00Z SELL 5.36 ICP-USDT at 9.3234 fee 0.049973424 USDT',
      '3 2024-11-15T03:18:00Z BUY 10 ICP-USDT at 8.0203 fee 0.01 ICP',
    ]);
  });

  test('of newer files are read behind the line with the account number', async () => {
    const { readings } = await readExport(
      [
        'UID: 281915315,Company Name: ,Country:',
        'Uid,Spot Pairs,Order Type,Direction,Filled Value,Filled Price,Filled Quantity,Fees,Transaction ID,Order No.,Timestamp (UTC+0)',
        '281915315,BTCUSDT,LIMIT,BUY,4478.0578,97100.0000,0.04611800,0.00004611800,2290000000522832993,1836393090823494400,2024-12-09 19:48:23',
      ].join('\n'),
    );
    expect(readings.map(inShort)).toEqual([
      '3 2024-12-09T19:48:23Z BUY 0.046118 BTC-USDT at 97100 fee 0.000046118 BTC',
    ]);
    expect(readings).toMatchObject([
      { fill: { extId: '2290000000522832993', orderId: '1836393090823494400' } },
    ]);
  });

  test('of the European site have the fee and its currency in columns of their own', async () => {
    expect(
      await read(
        'Spot Pairs,Order Type,Direction,feeCoin,ExecFeeV2,Filled Value,Filled Price,Filled Quantity,Fees,Transaction ID,Order No.,Timestamp (UTC)',
        'BTCEUR,MARKET,SELL,EUR,0.0040382175,1.6152,53842.9,0.00003,--,3010000000039612078, 04058112,08:22 2026-06-05',
      ),
    ).toEqual(['2 2026-06-05T08:22:00Z SELL 0.00003 BTC-EUR at 53842.9 fee 0.0040382175 EUR']);
  });
});

const columns = { time: 'When', symbol: 'Market', side: 'Side', quantity: 'Qty', price: 'Price' };

describe('a file that its trader mapped', () => {
  const HEADER = 'When;Market;Side;Qty;Price;Costs;In;No';
  const mapping = ColumnMappingSchema.parse({
    columns: { ...columns, fee: 'Costs', feeCurrency: 'In', id: 'No' },
    timezone: 'Europe/Berlin',
    dateOrder: 'dmy',
    decimal: ',',
  });

  test('is read by its zone, its order of dates and its decimal comma', async () => {
    const { readings, format } = await readExport(
      [
        HEADER,
        '31.01.2025 12:00:00;BTC/EUR;b;0,5;40.000,50;1,25;EUR;x1',
        '31.07.2025 12:00;btc_usdt;Short;1.000,5;2;;;x2',
        '31/07/2025 9:05:01 PM;ETHUSDC;LONG;1;2;0;BNB;x3',
      ].join('\n'),
      { mapping },
    );
    expect(format).toBe('generic');
    expect(readings.map(inShort)).toEqual([
      '2 2025-01-31T11:00:00Z BUY 0.5 BTC-EUR at 40000.5 fee 1.25 EUR',
      '3 2025-07-31T10:00:00Z SELL 1000.5 BTC-USDT at 2',
      '4 2025-07-31T19:05:01Z BUY 1 ETH-USDC at 2 fee 0 BNB',
    ]);
    expect(readings).toMatchObject([{ fill: { extId: 'x1' } }, { fill: { extId: 'x2' } }, {}]);
  });

  test('has its sides in the sign of the quantity where its trader says so', async () => {
    const signed = ColumnMappingSchema.parse({ columns: { ...columns, side: 'Qty' } });
    const file = ['When,Market,Qty,Price', '2025-01-31 12:00:00,BTC-USD,-2,10', '1738324800,BTC-USD,2,10'];
    const { readings } = await readExport(file.join('\n'), { mapping: signed });
    expect(readings.map(inShort)).toEqual([
      '2 2025-01-31T12:00:00Z SELL 2 BTC-USD at 10',
      '3 2025-01-31T12:00:00Z BUY 2 BTC-USD at 10',
    ]);
  });

  test('tells each row that does not fit', async () => {
    const { readings } = await readExport(
      [
        HEADER,
        '01/31/2025 12:00;BTC/EUR;buy;1;1;;;y1',
        '31.01.2025;BTC/EUR;buy;1;1;;;y2',
        '31.01.2025 12:00;BITCOIN;buy;1;1;;;y3',
        '31.01.2025 12:00;BTC/EUR;hold;1;1;;;y4',
        '31.01.2025 12:00;BTC/EUR;buy;1.5;1;;;y5',
        '31.01.2025 12:00;BTC/EUR;buy;1;1;;y6',
      ].join('\n'),
      { mapping },
    );
    expect(readings.map(inShort)).toEqual([
      expect.stringContaining('2 rejected: The time "01/31/2025 12:00" is not a UTC time'),
      expect.stringContaining('3 rejected: The time "31.01.2025" is not a UTC time'),
      '4 rejected: "BITCOIN" is not a pair such as BTC-USD, or its two assets cannot be told apart.',
      '5 rejected: "hold" is neither buy nor sell.',
      '6 rejected: "1.5" is not a number with "," before its decimals.',
      '7 rejected: The row has 7 cells where the header has 8.',
    ]);
  });

  test('whose mapping names what is not there, or is there twice, is refused by the fields', () => {
    const head = new TextEncoder().encode('When,When,Side,Qty,Price\n');
    const refused = recogniseFile(head, {
      mapping: ColumnMappingSchema.parse({ columns, timezone: 'Mars/Olympus' }),
    });
    expect(refused).toEqual({
      ok: false,
      failure: {
        kind: 'mapping_invalid',
        fields: [
          { path: 'mapping.columns.time', message: 'The file has more than one column "When".' },
          { path: 'mapping.columns.symbol', message: 'There is no column "Market" in this file.' },
          { path: 'mapping.timezone', message: 'There is no time zone "Mars/Olympus".' },
        ],
      },
    });
  });
});
