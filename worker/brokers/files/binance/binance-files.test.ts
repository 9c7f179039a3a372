import { describe, expect, test } from 'vitest';
import { inShort, readExport } from '../../../../test/support/read-export.ts';

async function read(...lines: string[]): Promise<string[]> {
  return (await readExport(lines.join('\n'))).readings.map(inShort);
}

describe('Binance trades', () => {
  test('have base and quote in the units that are glued to their numbers', async () => {
    expect(
      await read(
        'Date(UTC),Pair,Side,Price,Executed,Amount,Fee',
        '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5DOGE,"341.341USDT",0.00042BNB',
        '2021-05-08 12:00:02,BTCUSDT,SELL,"57,000.5","0.02BTC","1,140.01USDT",1.14001USDT',
        '2021-05-08 12:00:03,1INCHUSDT,BUY,5,101INCH,50USDT,0.011INCH',
        '2021-05-08 12:00:04,ETHBTC,BUY,0.07,1ETH,0.07BTC,0.001ETH',
      ),
    ).toEqual([
      '2 2021-05-08T12:00:01Z BUY 500.5 DOGE-USDT at 0.682 fee 0.00042 BNB',
      '3 2021-05-08T12:00:02Z SELL 0.02 BTC-USDT at 57000.5 fee 1.14001 USDT',
      '4 2021-05-08T12:00:03Z BUY 10 1INCH-USDT at 5 fee 0.01 1INCH',
      '5 2021-05-08T12:00:04Z BUY 1 ETH-BTC at 0.07 fee 0.001 ETH',
    ]);
  });

  test('of older files have their pair split by the quote assets that are known, longest first', async () => {
    expect(
      await read(
        'Date(UTC),Market,Type,Price,Amount,Total,Fee,Fee Coin',
        '2019-01-02 03:04:05,BTCUSDT,BUY,3800.5,0.1,380.05,0.0001,BTC',
        '2019-01-02 03:04:06,BNBETH,SELL,0.04,5,0.2,0.0002,ETH',
        '2019-01-02 03:04:07,BTCFDUSD,SELL,1,5,5,0,FDUSD',
        '2019-01-02 03:04:08,WHATEVER,SELL,0.04,5,0.2,0.0002,ETH',
      ),
    ).toEqual([
      '2 2019-01-02T03:04:05Z BUY 0.1 BTC-USDT at 3800.5 fee 0.0001 BTC',
      '3 2019-01-02T03:04:06Z SELL 5 BNB-ETH at 0.04 fee 0.0002 ETH',
      '4 2019-01-02T03:04:07Z SELL 5 BTC-FDUSD at 1 fee 0 FDUSD',
      '5 rejected: Nobody can say which two assets "WHATEVER" is of.',
    ]);
  });

  test('whose units are not the pair are rejected', async () => {
    expect(
      await read(
        'Date(UTC),Pair,Side,Price,Executed,Amount,Fee',
        '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5BTC,341.341USDT,0.00042BNB',
      ),
    ).toEqual(['2 rejected: "500.5BTC" and "341.341USDT" are not amounts of DOGEUSDT.']);
  });
});

const STATEMENT = 'User_ID,UTC_Time,Account,Operation,Coin,Change,Remark';
const at = (second: number) => `2021-05-08 12:00:${String(second).padStart(2, '0')}`;
const row = (second: number, operation: string, coin: string, change: string, account = 'Spot') =>
  `38,${at(second)},${account},${operation},${coin},${change},""`;
const ts = (second: number) => at(second).replace(' ', 'T').concat('Z');

describe('Binance statement', () => {
  test('makes a fill of the rows of one second, in the words of any year', async () => {
    expect(
      await read(
        STATEMENT,
        row(1, 'Buy', 'BTC', '0.1'),
        row(1, 'Buy', 'USDT', '-5000'),
        row(1, 'Fee', 'BNB', '-0.006'),
        row(2, 'Transaction Buy', 'ETH', '2'),
        row(2, 'Transaction Spend', 'EUR', '-6000'),
        row(2, 'Transaction Fee', 'ETH', '-0.002'),
        row(3, 'Transaction Revenue', 'USDT', '5100'),
        row(3, 'Transaction Sold', 'BTC', '-0.1'),
        row(4, 'Sell', 'BTC', '-0.1'),
        row(4, 'Transaction Related', 'USDT', '5200'),
        row(4, 'Fee', 'USDT', '6.8E-7'),
      ),
    ).toEqual([
      `2 ${ts(1)} BUY 0.1 BTC-USDT at 50000 fee 0.006 BNB`,
      `5 ${ts(2)} BUY 2 ETH-EUR at 3000 fee 0.002 ETH`,
      `8 ${ts(3)} SELL 0.1 BTC-USDT at 51000`,
      `10 ${ts(4)} SELL 0.1 BTC-USDT at 52000 fee -0.00000068 USDT`,
    ]);
  });

  test('knows EUR as priced in USDT, and USDT as priced in TRY', async () => {
    expect(
      await read(
        STATEMENT,
        row(1, 'Buy', 'EUR', '100'),
        row(1, 'Buy', 'USDT', '-120'),
        row(2, 'Buy', 'USDT', '100'),
        row(2, 'Buy', 'TRY', '-850'),
      ),
    ).toEqual([`2 ${ts(1)} BUY 100 EUR-USDT at 1.2`, `4 ${ts(2)} BUY 100 USDT-TRY at 8.5`]);
  });

  test('pairs several fills of one second by their size, with their fees', async () => {
    expect(
      await read(
        STATEMENT,
        row(1, 'Buy', 'BTC', '0.1'),
        row(1, 'Buy', 'BTC', '0.3'),
        row(1, 'Buy', 'USDT', '-15003'),
        row(1, 'Buy', 'USDT', '-5000'),
        row(1, 'Fee', 'BNB', '-0.006'),
        row(1, 'Fee', 'BNB', '-0.018'),
      ),
    ).toEqual([
      `3 ${ts(1)} BUY 0.3 BTC-USDT at 50010 fee 0.018 BNB`,
      `2 ${ts(1)} BUY 0.1 BTC-USDT at 50000 fee 0.006 BNB`,
    ]);
  });

  test.each([
    [
      'three assets',
      [row(1, 'Buy', 'BTC', '0.1'), row(1, 'Buy', 'ETH', '1'), row(1, 'Buy', 'USDT', '-8000')],
      'BTC, ETH, USDT stand at one second',
    ],
    [
      'more rows of one asset',
      [row(1, 'Buy', 'BTC', '0.1'), row(1, 'Buy', 'BTC', '0.1'), row(1, 'Buy', 'USDT', '-8000')],
      '2 rows of BTC stand against 1 of USDT',
    ],
    [
      'prices far apart',
      [
        row(1, 'Buy', 'BTC', '0.1'),
        row(1, 'Buy', 'BTC', '0.2'),
        row(1, 'Buy', 'USDT', '-5000'),
        row(1, 'Buy', 'USDT', '-11000'),
      ],
      'do not pair at nearly one price',
    ],
    [
      'both directions',
      [
        row(1, 'Buy', 'BTC', '0.1'),
        row(1, 'Sell', 'BTC', '-0.2'),
        row(1, 'Buy', 'USDT', '-5000'),
        row(1, 'Sell', 'USDT', '10000'),
      ],
      'traded both ways',
    ],
    [
      'fees that cannot be told apart',
      [
        row(1, 'Buy', 'BTC', '0.1'),
        row(1, 'Buy', 'BTC', '0.1'),
        row(1, 'Buy', 'USDT', '-5000'),
        row(1, 'Buy', 'USDT', '-5000'),
        row(1, 'Fee', 'BNB', '-0.006'),
      ],
      '2 trades of one second have 1 fees',
    ],
    ['one side only', [row(1, 'Buy', 'BTC', '0.1')], 'Only BTC stands at this second'],
    ['a fee alone', [row(1, 'Fee', 'BNB', '-0.1')], 'A fee stands alone'],
  ])('rejects every row of a second with %s', async (_, rows, reason) => {
    const read = await readExport([STATEMENT, ...rows].join('\n'));
    expect(read.readings.map(({ line }) => line)).toEqual(rows.map((__, index) => index + 2));
    for (const reading of read.readings) {
      expect(reading).toMatchObject({ rejected: { reason: expect.stringContaining(reason) } });
    }
  });

  test('makes movements of what is no trade, with the worth of a convert that has money on one side', async () => {
    expect(
      await read(
        STATEMENT.replace('User_ID,', ''),
        ...[
          row(1, 'Deposit', 'BTC', '1'),
          row(2, 'Withdraw', 'BTC', '-0.5'),
          row(3, 'Simple Earn Flexible Interest', 'USDT', '0.01', 'Earn'),
          row(4, 'Staking Rewards', 'DOT', '0.1'),
          row(5, 'Airdrop Assets', 'ARB', '5'),
          row(6, 'Commission Rebate', 'BNB', '0.001'),
          row(7, 'Distribution', 'BNB', '0.001'),
          row(8, 'Binance Convert', 'BTC', '-0.002'),
          row(8, 'Binance Convert', 'USDT', '100'),
          row(9, 'Small assets exchange BNB', 'HBAR', '-50'),
          row(9, 'Small assets exchange BNB', 'BNB', '0.01'),
        ].map((line) => line.replace('38,', '')),
      ),
    ).toEqual([
      `2 ${ts(1)} transfer_in 1 BTC`,
      `3 ${ts(2)} transfer_out 0.5 BTC`,
      `4 ${ts(3)} reward 0.01 USDT`,
      `5 ${ts(4)} reward 0.1 DOT`,
      `6 ${ts(5)} reward 5 ARB`,
      `7 ${ts(6)} reward 0.001 BNB`,
      `8 ${ts(7)} reward 0.001 BNB`,
      `9 ${ts(8)} convert_out 0.002 BTC worth 100 USDT`,
      `10 ${ts(8)} convert_in 100 USDT worth 100 USDT`,
      `11 ${ts(9)} convert_out 50 HBAR`,
      `12 ${ts(9)} convert_in 0.01 BNB`,
    ]);
  });

  test('tells what changes nothing, is not spot or is not known', async () => {
    expect(
      await read(
        STATEMENT,
        row(1, 'Transfer Between Main and Funding Wallet', 'BTC', '1'),
        row(1, 'Simple Earn Flexible Subscription', 'BTC', '-1'),
        row(1, 'Fee', 'USDT', '-1', 'USDT-Futures'),
        row(1, 'Something New', 'USDT', '-1'),
        row(1, 'Staking Rewards', 'USDT', '-1'),
        row(1, 'Deposit', 'USDT', 'much'),
      ),
    ).toEqual([
      '2 rejected: "Transfer Between Main and Funding Wallet" stays within Binance: what is held does not change.',
      '3 rejected: "Simple Earn Flexible Subscription" stays within Binance: what is held does not change.',
      '4 rejected: The account "USDT-Futures" is not spot.',
      '5 rejected: "Something New" is no operation that is known.',
      '6 rejected: A reward that takes away is no kind of row that is known.',
      '7 rejected: The change "much" is not a number.',
    ]);
  });
});
