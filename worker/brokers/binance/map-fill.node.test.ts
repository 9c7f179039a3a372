import { describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import { mapFill } from './map-fill.ts';

/** The row of the documentation (rest-api.md, Account trade list). */
const ROW = {
  symbol: 'BNBBTC',
  id: 28457,
  orderId: 100234,
  orderListId: -1,
  price: '4.00000100',
  qty: '12.00000000',
  quoteQty: '48.000012',
  commission: '10.10000000',
  commissionAsset: 'BNB',
  time: 1499865549590,
  isBuyer: true,
  isMaker: false,
  isBestMatch: true,
};
const FILL = {
  extId: 'BNBBTC:28457:BUY',
  symbol: 'BNB-BTC',
  side: 'BUY',
  qty: '12.00000000',
  price: '4.00000100',
  fee: '10.10000000',
  feeCurrency: 'BNB',
  ts: '2017-07-12T13:19:09.590Z',
  venueSeq: '00000000000000028457',
  orderId: '100234',
};

const NOW = new Date('2026-11-20T12:00:00Z');

describe('a fill of Binance', () => {
  test('is read in neutral terms, its decimals as they were told', () => {
    expect(mapFill(ROW, 'BNB-BTC', NOW)).toEqual({ fill: FILL });
  });

  test('of a trade with oneself is one of two', () => {
    expect(mapFill({ ...ROW, isBuyer: false }, 'BNB-BTC', NOW)).toEqual({
      fill: { ...FILL, extId: 'BNBBTC:28457:SELL', side: 'SELL' },
    });
  });

  test('comes before those with higher ids, however many digits they have', () => {
    const seqOf = (id: number) => {
      const mapped = mapFill({ ...ROW, id }, 'BNB-BTC', NOW);
      return 'fill' in mapped ? mapped.fill.venueSeq : null;
    };
    const sequence = [9, 10, 99_999, 100_000, 9_007_199_254_740_991].map(seqOf);
    expect(sequence.toSorted()).toEqual(sequence);
  });

  test.each([
    ['of another product', { symbol: 'BNBETH' }, 'BNB-BTC was asked for'],
    ['without a price', { price: '0.00000000' }, 'is not a decimal number above zero'],
    ['of a quantity that is no number', { qty: 'NaN' }, 'The quantity "NaN" is not a decimal number'],
    ['of a time to come', { time: Date.UTC(2026, 10, 21) }, 'has not come yet'],
    ['without a commission', { commission: '' }, 'The fee "" is not'],
  ])('%s is rejected with its id and the reason', (_, change, reason) => {
    expect(mapFill({ ...ROW, ...change }, 'BNB-BTC', NOW)).toMatchObject({
      rejected: {
        extId: expect.stringMatching(/^BNB(BTC|ETH):28457:BUY$/),
        reason: expect.stringContaining(reason),
      },
    });
  });

  test.each([null, 7, [], {}, { ...ROW, id: 1.5 }, { ...ROW, id: 2 ** 60 }, { ...ROW, isBuyer: 'yes' }])(
    '%j is rejected',
    (row) => {
      expect(mapFill(row, 'BNB-BTC', NOW)).toHaveProperty('rejected.reason');
    },
  );
});

test.skipIf(!sharedDataIsThere)(`the documented row is read as it is documented${SKIP_NOTE}`, () => {
  const examples = JSON.parse(readSharedText('broker/binance/rest_examples.json'));
  const [row] = examples['Account trade list (USER_DATA)'].response;
  expect(mapFill(row, 'BNB-BTC', NOW)).toEqual({ fill: FILL });
});
