import { describe, expect, test } from 'vitest';
import { inShort, readExport } from '../../../../test/support/read-export.ts';
import { krakenAsset, krakenPair } from './asset-names.ts';

async function read(...lines: string[]): Promise<string[]> {
  return (await readExport(lines.join('\n'))).readings.map(inShort);
}

describe('a name of Kraken', () => {
  test.each([
    ['XXBT', 'BTC'],
    ['XBT', 'BTC'],
    ['XETH', 'ETH'],
    ['XXDG', 'DOGE'],
    ['ZUSD', 'USD'],
    ['XTZ', 'XTZ'],
    ['ZRX', 'ZRX'],
    ['DOT.S', 'DOT'],
    ['DOT28.S', 'DOT'],
    ['XBT.M', 'BTC'],
    ['ETH2.S', 'ETH'],
    ['USD.HOLD', 'USD'],
    ['LUNA2', 'LUNA2'],
  ])('%s is the asset %s', (name, asset) => {
    expect(krakenAsset(name)).toBe(asset);
  });

  test.each([
    ['XXBTZUSD', 'BTC-USD'],
    ['XETHXXBT', 'ETH-BTC'],
    ['XBT/USD', 'BTC-USD'],
    ['XBTUSDT', 'BTC-USDT'],
    ['XTZUSD', 'XTZ-USD'],
    ['USDTZUSD', 'USDT-USD'],
    ['ADAEUR', 'ADA-EUR'],
    ['XDGUSD', 'DOGE-USD'],
    ['ZEURZUSD', 'EUR-USD'],
    ['XZECZEUR', 'ZEC-EUR'],
  ])('%s is the product %s', (name, symbol) => {
    const pair = krakenPair(name);
    expect(`${pair?.base}-${pair?.quote}`).toBe(symbol);
  });

  test.each(['', 'XBT', '/USD', 'A/B/C'])('"%s" is no product', (name) => {
    expect(krakenPair(name)).toBeNull();
  });
});

describe('Kraken trades', () => {
  const OLD =
    '"txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol","margin","misc","ledgers"';
  const NEW =
    '"txid","ordertxid","pair","aclass","subclass","time","type","ordertype","price","cost","costusd","fee","vol","margin","misc","ledgers"';

  test('are read from old files and from new ones with more columns', async () => {
    const old = await readExport(
      [
        OLD,
        '"TZ3V4S-AAAAA-XXXXXX","OABCDE-FGHIJ-KLMNOP","XXBTZUSD","2021-03-01 12:00:00.1234","buy","limit",48000.0,480.00000,1.24800,0.01000000,0.00000,"","L1,L2"',
      ].join('\n'),
    );
    expect(old.readings.map(inShort)).toEqual([
      '2 2021-03-01T12:00:00.1234Z BUY 0.01 BTC-USD at 48000 fee 1.248 USD',
    ]);
    expect(old.readings).toMatchObject([
      { fill: { extId: 'TZ3V4S-AAAAA-XXXXXX', orderId: 'OABCDE-FGHIJ-KLMNOP' } },
    ]);
    expect(
      await read(
        NEW,
        '"T1","O1","XBT/EUR","forex","crypto","2025-03-01 12:00:00.1234","sell","market",80000.0,800.0,840.1,2.08,0.01,0.0,"",""',
      ),
    ).toEqual(['2 2025-03-01T12:00:00.1234Z SELL 0.01 BTC-EUR at 80000 fee 2.08 EUR']);
  });

  test('on margin, and of no known pair, are rejected', async () => {
    expect(
      await read(
        OLD,
        '"T1","O1","XXBTZUSD","2021-03-01 12:00:00","buy","limit",48000,480,1.2,0.01,96.0,"",""',
        '"T2","O1","NOBODY","2021-03-01 12:00:00","buy","limit",48000,480,1.2,0.01,0,"",""',
      ),
    ).toEqual([
      '2 rejected: A trade on margin is no spot trade.',
      '3 rejected: Nobody can say which two assets "NOBODY" is of.',
    ]);
  });
});

describe('Kraken ledger', () => {
  const HEADER = '"txid","refid","time","type","subtype","aclass","asset","wallet","amount","fee","balance"';
  const at = '2024-03-19 19:43:31';
  const ts = '2024-03-19T19:43:31Z';
  const row = (
    id: string,
    ref: string,
    type: string,
    asset: string,
    amount: string,
    fee = '0',
    subtype = '',
  ) =>
    `"${id}","${ref}","${at}","${type}","${subtype}","currency","${asset}","spot / main",${amount},${fee},1.0`;

  test('makes one fill of two rows with one refid, with the fee of either leg and the id of the trade history', async () => {
    const { readings } = await readExport(
      [
        HEADER,
        row('L1', 'TA', 'trade', 'ZEUR', '-100.0000', '0.1800'),
        row('L2', 'TA', 'trade', 'XXBT', '0.0020000000'),
        row('L3', 'TB', 'trade', 'XLTC', '-1.0', '0.004'),
        row('L5', 'TC', 'spend', 'ZUSD', '-50'),
        row('L4', 'TB', 'trade', 'ZEUR', '80'),
        row('L6', 'TC', 'receive', 'SOL', '0.5'),
      ].join('\n'),
    );
    expect(readings.map(inShort)).toEqual([
      `2 ${ts} BUY 0.002 BTC-EUR at 50000 fee 0.18 EUR`,
      `4 ${ts} SELL 1 LTC-EUR at 80 fee 0.004 LTC`,
      `5 ${ts} BUY 0.5 SOL-USD at 100 fee 0 USD`,
    ]);
    expect(readings[0]).toMatchObject({ fill: { extId: 'TA' } });
  });

  test('makes the legs of a convert of two assets that nothing is priced in', async () => {
    expect(
      await read(
        HEADER,
        row('L1', 'TA', 'spend', 'ADA', '-100', '1'),
        row('L2', 'TA', 'receive', 'ATOM', '5'),
      ),
    ).toEqual([`2 ${ts} convert_out 100 ADA`, `2 ${ts} fee 1 ADA`, `3 ${ts} convert_in 5 ATOM`]);
  });

  test('makes movements of the rest, and of the fees beside them', async () => {
    expect(
      await read(
        HEADER,
        row('L1', 'R1', 'deposit', 'ZEUR', '1000'),
        row('L2', 'R2', 'withdrawal', 'XXBT', '-0.5', '0.0005'),
        row('L3', 'R3', 'staking', 'DOT.S', '0.1'),
        row('L4', 'R4', 'earn', 'ETH2', '0.01', '0.001', 'reward'),
        row('L5', 'R5', 'transfer', 'ZUSD', '-7', '0', 'spottofutures'),
        row('L6', 'R6', 'spend', 'ADA', '-0.3', '0', 'dustsweeping'),
        row('L7', 'R6', 'spend', 'DOT', '-0.1', '0', 'dustsweeping'),
        row('L8', 'R6', 'receive', 'ZEUR', '0.9', '0', 'dustsweeping'),
      ),
    ).toEqual([
      `2 ${ts} transfer_in 1000 EUR`,
      `3 ${ts} transfer_out 0.5 BTC`,
      `3 ${ts} fee 0.0005 BTC`,
      `4 ${ts} reward 0.1 DOT`,
      `5 ${ts} reward 0.01 ETH`,
      `5 ${ts} fee 0.001 ETH`,
      `6 ${ts} transfer_out 7 USD`,
      `7 ${ts} convert_out 0.3 ADA`,
      `8 ${ts} convert_out 0.1 DOT`,
      `9 ${ts} convert_in 0.9 EUR`,
    ]);
  });

  test('tells what is not settled yet, changes nothing, is lent, is not known or is half a trade', async () => {
    expect(
      await read(
        HEADER,
        `"","R1","${at}","deposit","","currency","XXBT","spot / main",0.5,0,""`,
        row('L2', 'R2', 'earn', 'DOT', '-1', '0', 'allocation'),
        row('L3', 'R3', 'transfer', 'DOT.S', '1', '0', 'stakingfromspot'),
        row('L4', 'R4', 'rollover', 'ZUSD', '0', '0.1'),
        row('L5', 'R5', 'gift', 'ZUSD', '1'),
        row('L6', 'R6', 'trade', 'KFEE', '0', '50'),
        row('L7', 'R7', 'trade', 'ZUSD', '1'),
        row('L8', 'R8', 'trade', 'ZUSD', '1'),
        row('L9', 'R8', 'trade', 'XXBT', '1'),
      ),
    ).toEqual([
      '2 rejected: This row is of what was not settled yet: it stands in the file again with its id and balance.',
      '3 rejected: "earn (allocation)" stays within Kraken: what is held does not change.',
      '4 rejected: "transfer (stakingfromspot)" stays within Kraken: what is held does not change.',
      '5 rejected: "rollover" belongs to a position on margin, which is no spot trade.',
      '6 rejected: "gift" is no kind of row that is known.',
      '7 rejected: Fee credits of Kraken are no asset.',
      '9 rejected: The two rows of R8 are not the two sides of a trade.',
      '10 rejected: The two rows of R8 are not the two sides of a trade.',
      '8 rejected: The other half of this trade is not in the file.',
    ]);
  });

  test('gives up a half whose other one is thousands of trades away', async () => {
    const halves = Array.from({ length: 5_001 }, (_, at) => row(`L${at}`, `T${at}`, 'trade', 'ZUSD', '-1'));
    const [first, ...others] = await read(HEADER, ...halves);
    expect(first).toBe('2 rejected: The other half of this trade is not in the file.');
    expect(others).toHaveLength(5_000);
  });
});
