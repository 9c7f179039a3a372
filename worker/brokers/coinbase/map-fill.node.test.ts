import { describe, expect, test } from 'vitest';
import { readSharedText, SKIP_NOTE, sharedDataIsThere } from '../../../test/support/shared-data.ts';
import { mapFill } from './map-fill.ts';

/** A spot fill in the form that Coinbase documents; figures of the recorded body `fills_spot_taker` (ccxt static responses). */
const SPOT = {
  entry_id: 'entry',
  trade_id: '19fc7eee-f4b4-40a7-8104-033da1db5311',
  order_id: 'order',
  trade_time: '2023-11-26T10:19:47.504Z',
  trade_type: 'FILL',
  price: '0.392',
  size: '10',
  commission: '0.03136',
  product_id: 'ADA-USDT',
  sequence_timestamp: '2023-11-26T10:19:47.507001Z',
  liquidity_indicator: 'TAKER',
  size_in_quote: false,
  side: 'SELL',
};

const NOW = new Date('2026-11-20T12:00:00Z');

describe('a fill of Coinbase', () => {
  test('is read in neutral terms', () => {
    expect(mapFill(SPOT, NOW)).toEqual({
      fill: {
        extId: '19fc7eee-f4b4-40a7-8104-033da1db5311',
        symbol: 'ADA-USDT',
        side: 'SELL',
        qty: '10',
        price: '0.392',
        fee: '0.03136',
        feeCurrency: 'USDT',
        ts: '2023-11-26T10:19:47.504Z',
        venueSeq: '2023-11-26T10:19:47.507001Z',
        orderId: 'order',
      },
    });
  });

  test('with its size in quote units has the quantity size / price', () => {
    // The recorded body `fills_size_in_quote`: 0.0046830664333996 / 21220.64 = 2.20684504963073687…e-7 by Python's decimal.
    const mapped = mapFill(
      { ...SPOT, price: '21220.64', size: '0.0046830664333996', size_in_quote: true },
      NOW,
    );
    expect(mapped).toMatchObject({ fill: { qty: '0.000000220684504963073687' } });
  });

  test.each([
    ['a perpetual', { product_id: 'ADA-PERP-INTX' }, 'ADA-PERP-INTX is not a spot product.'],
    ['a future', { product_id: 'BIT-26JUL24-CDE' }, 'not a spot product'],
    ['a reversal', { trade_type: 'REVERSAL' }, 'A REVERSAL is not a trade.'],
    ['an unknown side', { side: 'UNKNOWN_ORDER_SIDE' }, 'The side "UNKNOWN_ORDER_SIDE" is not BUY or SELL.'],
    ['a price of zero', { price: '0' }, 'is not a decimal number above zero'],
    ['a size that is no number', { size: 'NaN' }, 'is not a'],
    ['a price with an exponent', { price: '1e400' }, 'is not a'],
    ['a commission that is no number', { commission: '' }, 'is not a decimal number'],
    ['a time that is none', { trade_time: '2023-13-45T99:00:00Z' }, 'is not a day of the calendar'],
    ['the 30th of February', { trade_time: '2026-02-30T10:00:00Z' }, 'is not a day of the calendar'],
    ['a time to come', { trade_time: '2026-11-20T12:06:00Z' }, 'has not come yet'],
    [
      'a time before anything was traded',
      { trade_time: '0001-01-01T00:00:00Z' },
      'before anything was traded',
    ],
    ['a price of 57 decimals', { price: `0.${'0'.repeat(56)}1` }, 'at most 18 digits'],
    ['a price of 19 digits', { price: '1'.repeat(19) }, 'at most 18 digits'],
  ])('%s is rejected with its id and the reason', (_, change, reason) => {
    expect(mapFill({ ...SPOT, ...change }, NOW)).toEqual({
      rejected: { extId: SPOT.trade_id, reason: expect.stringContaining(reason) },
    });
  });

  test('with a NUL or a lone surrogate in its id is rejected, with an id that can be shown', () => {
    for (const trade_id of ['a\u0000b', 'a\ud800b']) {
      expect(mapFill({ ...SPOT, trade_id }, NOW)).toEqual({
        rejected: { extId: 'a\ufffdb', reason: expect.stringContaining('is not text') },
      });
    }
  });

  test.each([null, 7, 'fill', [], { trade_id: 5 }])('%j is rejected', (row) => {
    expect(mapFill(row, NOW)).toHaveProperty('rejected.reason');
  });
});

describe.skipIf(!sharedDataIsThere)(`the recorded bodies${SKIP_NOTE}`, () => {
  test('mean what they are recorded to mean', () => {
    const recorded = JSON.parse(readSharedText('broker/coinbase/coinbase_advanced_recorded.json'));
    const { body, expected } = recorded.fills_spot_taker;
    expect(mapFill(body.fills[0], NOW)).toMatchObject({
      fill: {
        extId: expected.id,
        symbol: expected.symbol.replace('/', '-'),
        side: expected.side.toUpperCase(),
        qty: expected.amount,
        price: expected.price,
        fee: expected.fee,
        feeCurrency: expected.fee_currency,
      },
    });
    expect(mapFill(recorded.fills_perp_mixed_in.body.fills[0], NOW)).toHaveProperty('rejected');
    expect(mapFill(recorded.fills_size_in_quote.body.fills[0], NOW)).toMatchObject({
      fill: { qty: expect.stringMatching(/^0\.00000022068450/), feeCurrency: 'USDT' },
    });
  });
});
