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

describe('a fill of Coinbase', () => {
  test('is read in neutral terms', () => {
    expect(mapFill(SPOT)).toEqual({
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
      },
    });
  });

  test('with its size in quote units has the quantity size / price', () => {
    // The recorded body `fills_size_in_quote`: 0.0046830664333996 / 21220.64 = 2.20684504963073687…e-7 by Python's decimal.
    const mapped = mapFill({ ...SPOT, price: '21220.64', size: '0.0046830664333996', size_in_quote: true });
    expect(mapped).toMatchObject({ fill: { qty: '0.000000220684504963073687' } });
  });

  test.each([
    ['a perpetual', { product_id: 'ADA-PERP-INTX' }, 'ADA-PERP-INTX is not a spot product.'],
    ['a future', { product_id: 'BIT-26JUL24-CDE' }, 'not a spot product'],
    ['a reversal', { trade_type: 'REVERSAL' }, 'A REVERSAL is not a trade.'],
    ['an unknown side', { side: 'UNKNOWN_ORDER_SIDE' }, 'The side "UNKNOWN_ORDER_SIDE" is not known.'],
    ['a price of zero', { price: '0' }, 'not a number above zero'],
    ['a size that is no number', { size: 'NaN' }, 'not a number above zero'],
    ['a price with an exponent', { price: '1e400' }, 'not a number above zero'],
    ['a commission that is no number', { commission: '' }, 'not a number'],
    ['a time that is none', { trade_time: '2023-13-45T99:00:00Z' }, 'not a UTC time'],
  ])('%s is rejected with its id and the reason', (_, change, reason) => {
    expect(mapFill({ ...SPOT, ...change })).toEqual({
      rejected: { extId: SPOT.trade_id, reason: expect.stringContaining(reason) },
    });
  });

  test.each([null, 7, 'fill', [], { trade_id: 5 }])('%j is rejected', (row) => {
    expect(mapFill(row)).toHaveProperty('rejected.reason');
  });
});

describe.skipIf(!sharedDataIsThere)(`the recorded bodies${SKIP_NOTE}`, () => {
  test('mean what they are recorded to mean', () => {
    const recorded = JSON.parse(readSharedText('broker/coinbase/coinbase_advanced_recorded.json'));
    const { body, expected } = recorded.fills_spot_taker;
    expect(mapFill(body.fills[0])).toMatchObject({
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
    expect(mapFill(recorded.fills_perp_mixed_in.body.fills[0])).toHaveProperty('rejected');
    expect(mapFill(recorded.fills_size_in_quote.body.fills[0])).toMatchObject({
      fill: { qty: expect.stringMatching(/^0\.00000022068450/), feeCurrency: 'USDT' },
    });
  });
});
