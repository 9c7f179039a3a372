import { describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import { converts, mapConvert } from './converts.ts';
import { deposits, mapDeposit } from './deposits.ts';
import { dividends, mapDividend } from './dividends.ts';
import { dust, mapDust } from './dust.ts';
import { mapWithdrawal, withdrawals } from './withdrawals.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const NO_VALUE = { value: null, valueCurrency: null };

// Rows of the documentation: developers.binance.com, wallet and convert.
const DEPOSIT = {
  id: '769800519366885376',
  amount: '0.001',
  coin: 'BNB',
  network: 'BNB',
  status: 1,
  txId: '98A3EA560C6B3336D348B6C83F0F95ECE4F1F5919E94BD006E5BF3BF264FACFC',
  insertTime: 1661493146000,
  completeTime: 1661493147000,
};
const WITHDRAWAL = {
  id: 'b6ae22b3aa844210a7041aee7589627c',
  amount: '8.91000000',
  transactionFee: '0.004',
  coin: 'USDT',
  status: 6,
  applyTime: '2019-10-12 11:12:02',
  completeTime: '2019-10-12 11:20:41',
};
const DIVIDEND = {
  id: 1637366104,
  amount: '10.00000000',
  asset: 'BHFT',
  divTime: 1563189166000,
  enInfo: 'BHFT distribution',
  tranId: 2968885920,
};
const CONVERT = {
  quoteId: 'f3b91c525b2644c7bc1e1cd31b6e1aa6',
  orderId: 940708407462087200,
  orderStatus: 'SUCCESS',
  fromAsset: 'USDT',
  fromAmount: '20',
  toAsset: 'BNB',
  toAmount: '0.06154036',
  createTime: 1624248872184,
};
const DUST = {
  operateTime: 1615985535000,
  totalTransferedAmount: '0.00132256',
  totalServiceChargeAmount: '0.00002699',
  transId: 45178372831,
  userAssetDribbletDetails: [
    { transId: 4359321, amount: '0.0009', transferedAmount: '0.000441', fromAsset: 'USDT' },
    { transId: 4359321, amount: '0.0009', transferedAmount: '0.00088156', fromAsset: 'ETH' },
  ],
};

describe('a deposit', () => {
  test('comes when it was credited, at a cost that nobody tells', () => {
    expect(mapDeposit(DEPOSIT, NOW)).toEqual({
      movements: [
        {
          extId: 'deposit:769800519366885376',
          kind: 'transfer_in',
          asset: 'BNB',
          qty: '0.001',
          ...NO_VALUE,
          ts: '2022-08-26T05:52:27.000Z',
        },
      ],
      rejected: [],
      assets: ['BNB'],
    });
  });

  test.each([0, 2, 7, 8])('of status %i has not come', (status) => {
    expect(mapDeposit({ ...DEPOSIT, status }, NOW)).toEqual({ movements: [], rejected: [], assets: [] });
  });

  test('that cannot be withdrawn yet has come', () => {
    expect(mapDeposit({ ...DEPOSIT, status: 6 }, NOW).movements).toHaveLength(1);
  });
});

describe('a withdrawal', () => {
  test('goes with its fee on top', () => {
    const base = { asset: 'USDT', ...NO_VALUE, ts: '2019-10-12T11:20:41Z' };
    expect(mapWithdrawal(WITHDRAWAL, NOW).movements).toEqual([
      { ...base, extId: `withdrawal:${WITHDRAWAL.id}`, kind: 'transfer_out', qty: '8.91000000' },
      { ...base, extId: `withdrawal:${WITHDRAWAL.id}:fee`, kind: 'fee', qty: '0.004' },
    ]);
  });

  test.each(['0', '0.00000000', undefined, null])('of the fee %j is one movement', (transactionFee) => {
    expect(mapWithdrawal({ ...WITHDRAWAL, transactionFee }, NOW)).toMatchObject({
      movements: [{ kind: 'transfer_out' }],
      rejected: [],
    });
  });

  test.each([0, 1, 2, 3, 4, 5])('of status %i has not gone', (status) => {
    expect(mapWithdrawal({ ...WITHDRAWAL, status }, NOW).movements).toEqual([]);
  });
});

describe('a distribution', () => {
  test('is a reward of unknown worth', () => {
    expect(mapDividend(DIVIDEND, NOW).movements).toEqual([
      {
        extId: 'dividend:1637366104',
        kind: 'reward',
        asset: 'BHFT',
        qty: '10.00000000',
        ...NO_VALUE,
        ts: '2019-07-15T11:12:46.000Z',
      },
    ]);
  });

  test('of the time before ids is told by its transaction, asset and time', () => {
    const { id: _, ...old } = DIVIDEND;
    expect(mapDividend(old, NOW).movements[0]?.extId).toBe(
      'dividend:2968885920:BHFT:2019-07-15T11:12:46.000Z',
    );
  });
});

describe('a convert', () => {
  test('is two legs, each worth the other', () => {
    const ts = '2021-06-21T04:14:32.184Z';
    expect(mapConvert(CONVERT, NOW)).toEqual({
      movements: [
        {
          extId: `convert:${CONVERT.quoteId}:out`,
          kind: 'convert_out',
          asset: 'USDT',
          qty: '20',
          value: '0.06154036',
          valueCurrency: 'BNB',
          ts,
        },
        {
          extId: `convert:${CONVERT.quoteId}:in`,
          kind: 'convert_in',
          asset: 'BNB',
          qty: '0.06154036',
          value: '20',
          valueCurrency: 'USDT',
          ts,
        },
      ],
      rejected: [],
      assets: ['USDT', 'BNB'],
    });
  });

  test.each(['PROCESS', 'FAIL'])('that is %s is none', (orderStatus) => {
    expect(mapConvert({ ...CONVERT, orderStatus }, NOW).movements).toEqual([]);
  });
});

describe('an exchange of dust', () => {
  test('is a convert of each coin into BNB', () => {
    const { movements, assets } = mapDust(DUST, NOW);
    expect(movements.map(({ extId, kind, asset, qty }) => [extId, kind, asset, qty])).toEqual([
      ['dust:45178372831:USDT:out', 'convert_out', 'USDT', '0.0009'],
      ['dust:45178372831:USDT:in', 'convert_in', 'BNB', '0.000441'],
      ['dust:45178372831:ETH:out', 'convert_out', 'ETH', '0.0009'],
      ['dust:45178372831:ETH:in', 'convert_in', 'BNB', '0.00088156'],
    ]);
    expect(new Set(assets)).toEqual(new Set(['USDT', 'ETH', 'BNB']));
  });

  test('goes where it says', () => {
    expect(mapDust({ ...DUST, targetAsset: 'USDC' }, NOW).movements[1]).toMatchObject({ asset: 'USDC' });
  });
});

describe.each([
  ['deposit', mapDeposit, DEPOSIT, { amount: '0' }],
  ['withdrawal', mapWithdrawal, WITHDRAWAL, { amount: '-1' }],
  ['distribution', mapDividend, DIVIDEND, { asset: 'NOT AN ASSET' }],
  ['convert', mapConvert, CONVERT, { fromAmount: '1e400' }],
  ['exchange of dust', mapDust, DUST, { targetAsset: '' }],
])('a %s', (_, map, row, change) => {
  test('that cannot be stored is rejected with its id', () => {
    expect(map({ ...row, ...change }, NOW).rejected[0]).toEqual({
      extId: expect.stringMatching(/^(deposit|withdrawal|dividend|convert|dust):/),
      reason: expect.stringContaining('is not'),
    });
  });

  test.each([null, 7, 'row', [], {}])('that is %j is rejected', (odd) => {
    expect(map(odd, NOW)).toEqual({
      movements: [],
      rejected: [{ reason: expect.stringContaining('as Binance documents it') }],
      assets: [],
    });
  });
});

test('an amount that is a number is spelled out', () => {
  expect(mapDividend({ ...DIVIDEND, amount: 1e-8 }, NOW).movements[0]?.qty).toBe('0.00000001');
});

describe('a list', () => {
  const rows = (count: number) => Array.from({ length: count }, () => ({}));
  const parts = (count: number) => ({
    userAssetDribbletDetails: rows(count).map(() => DUST.userAssetDribbletDetails[0]),
  });

  test.each([
    ['deposits', deposits, rows(999), rows(1_000)],
    ['withdrawals', withdrawals, rows(999), rows(1_000)],
    ['dividends', dividends, { rows: rows(2), total: 2 }, { rows: rows(500), total: 500 }],
    ['dividends of which more are counted', dividends, { rows: [], total: 0 }, { rows: rows(20), total: 21 }],
    ['converts', converts, { list: rows(1_000), moreData: false }, { list: rows(2), moreData: true }],
    [
      'dust',
      dust,
      { total: 2, userAssetDribblets: [parts(49), parts(50)] },
      { total: 2, userAssetDribblets: [parts(50), parts(50)] },
    ],
  ])('of %s says whether there is more', (_, { answer }, whole, cut) => {
    expect(answer.parse(whole).isCut).toBe(false);
    expect(answer.parse(cut).isCut).toBe(true);
  });
});

describe.skipIf(!sharedDataIsThere)(`recorded bodies${SKIP_NOTE}`, () => {
  const recorded: { where: string; json: unknown }[] = sharedDataIsThere
    ? JSON.parse(readSharedText('broker/dali/binance_com.json'))
    : [];
  const bodiesOf = (test: string) => recorded.filter(({ where }) => where.startsWith(`TestBinance.${test}.`));

  test('of a deposit without an id, its numbers as text, are read', () => {
    const [body] = bodiesOf('test_deposits').map(({ json }) => json);
    const rows = Array.isArray(body) ? body : [];
    expect(rows.map(({ info }) => mapDeposit(info, NOW).movements)).toEqual([
      [
        {
          extId: 'deposit:0xaad4654a3234aa6118af9b4b335f5ae81c360b2394721c019b5d1e75328b09f3:PAXG',
          kind: 'transfer_in',
          asset: 'PAXG',
          qty: '0.00999800',
          ...NO_VALUE,
          ts: '2020-09-09T03:26:37.000Z',
        },
      ],
    ]);
  });

  test('of staking and savings are rewards', () => {
    const [body] = bodiesOf('test_gains').map(({ json }) => json);
    const { rows, isCut } = dividends.answer.parse(body);
    expect(isCut).toBe(false);
    expect(rows.flatMap((row) => mapDividend(row, NOW).movements)).toMatchObject([
      { extId: 'dividend:1637366104', asset: 'BETH', qty: '0.00001600', ts: '2019-07-15T11:12:46.000Z' },
      { extId: 'dividend:1631750237', asset: 'BUSD', qty: '0.51206985', ts: '2019-07-15T11:12:45.000Z' },
    ]);
  });
});
