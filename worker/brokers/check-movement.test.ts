import { describe, expect, test } from 'vitest';
import { checkMovement, type RawMovement } from './check-movement.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

const REWARD: RawMovement = {
  extId: 'reward-1',
  kind: 'reward',
  asset: 'SOL',
  qty: '0.25',
  value: '41.5',
  valueCurrency: 'EUR',
  ts: '2026-03-01T09:59:59.123Z',
};

describe('a movement', () => {
  test('that can be stored is passed on as it is', () => {
    expect(checkMovement(REWARD, NOW)).toEqual({ ok: true, value: REWARD });
  });

  test('may tell no worth', () => {
    const bare = { ...REWARD, value: null, valueCurrency: null };
    expect(checkMovement(bare, NOW)).toEqual({ ok: true, value: bare });
  });

  test.each([
    ['a worth without its currency', { valueCurrency: null }],
    ['a currency without a worth', { value: null }],
    ['a deposit', { kind: 'transfer_in' }],
    ['a withdrawal', { kind: 'transfer_out' }],
  ])('has no value where it is %s', (_, change) => {
    expect(checkMovement({ ...REWARD, ...change }, NOW)).toMatchObject({
      ok: true,
      value: { value: null, valueCurrency: null },
    });
  });

  test('finer than a microsecond is cut, never rounded into the next day', () => {
    expect(checkMovement({ ...REWARD, ts: '2026-03-01T23:59:59.9999999Z' }, NOW)).toMatchObject({
      value: { ts: '2026-03-01T23:59:59.999999Z' },
    });
  });

  test.each([
    ['without an id', { extId: '' }, 'The id "" is not there.'],
    ['with a NUL in its id', { extId: 'a\u0000b' }, 'is not text without control characters'],
    ['with a lone surrogate in its id', { extId: 'a\ud800b' }, 'is not text without control characters'],
    ['with an id of 129 characters', { extId: 'x'.repeat(129) }, 'at most 128 characters'],
    ['of an unknown kind', { kind: 'gift' }, 'The kind "gift" is not one of those that are known.'],
    ['of no asset', { asset: '' }, 'The asset "" is not an asset such as BTC.'],
    ['of a product', { asset: 'BTC-USD' }, 'is not an asset such as BTC'],
    ['of nothing', { qty: '0.000' }, 'The quantity "0.000" is not a decimal number above zero'],
    ['of less than nothing', { qty: '-1' }, 'is not a decimal number above zero'],
    ['with an exponent', { qty: '1e400' }, 'The quantity "1e400" is not a decimal number'],
    ['of 19 digits', { qty: '1'.repeat(19) }, 'at most 18 digits'],
    ['of 25 decimals', { qty: `0.${'0'.repeat(24)}1` }, '24 after it'],
    ['worth less than nothing', { value: '-1' }, 'The value "-1" is not a worth of zero or more.'],
    ['worth no number', { value: 'NaN' }, 'The value "NaN" is not a decimal number'],
    ['at no time', { ts: 'yesterday' }, 'The time "yesterday" is not a UTC time'],
    ['on the 30th of February', { ts: '2026-02-30T10:00:00Z' }, 'is not a day of the calendar'],
    ['before anything was traded', { ts: '2008-12-31T00:00:00Z' }, 'before anything was traded'],
    ['that has not come yet', { ts: '2026-11-20T12:06:00Z' }, 'has not come yet'],
  ])('%s is refused with the reason', (_, change, reason) => {
    expect(checkMovement({ ...REWARD, ...change }, NOW)).toEqual({
      ok: false,
      failure: expect.stringContaining(reason),
    });
  });
});
