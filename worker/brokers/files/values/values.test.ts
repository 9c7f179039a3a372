import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitPair } from './assets.ts';
import { type DecimalMark, plainDecimal } from './decimals.ts';
import { RowIds } from './row-ids.ts';
import { readTime, type TimeReading } from './times.ts';

describe('a number', () => {
  test.each([
    ['1,250.50', '1250.5'],
    ['€95,000.00', '95000'],
    ['-€2200.00000', '-2200'],
    ['€ 914.90', '914.9'],
    ['(3.5)', '-3.5'],
    ['−0.5', '-0.5'],
    ['+7', '7'],
    ['6.8E-7', '0.00000068'],
    ['1.5e3', '1500'],
    ['0.00000000', '0'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['12,34,567.8', '1234567.8'],
    ['1\u00a0000.5', '1000.5'],
    ["1'000.5", '1000.5'],
  ])('%s is %s', (text, decimal) => {
    expect(plainDecimal(text)).toBe(decimal);
  });

  test.each([
    '',
    '-',
    '.',
    'NaN',
    'Infinity',
    '0x10',
    '1e400',
    '1,5',
    '1.2.3',
    '1-2',
    '--5',
    '(5',
    '5)',
    '5 USD',
    '1\u00002',
    '9'.repeat(81),
  ])('%j is none', (text) => {
    expect(plainDecimal(text)).toBeNull();
  });

  test('with a decimal comma is read so, and never with a point', () => {
    expect(plainDecimal('1.234,56', ',')).toBe('1234.56');
    expect(plainDecimal('0,5', ',')).toBe('0.5');
    expect(plainDecimal('1.5', ',')).toBeNull();
  });

  test('is the same number however it was written', () => {
    const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const marks = fc.constantFrom<DecimalMark>('.', ',');
    fc.assert(
      fc.property(
        digits,
        fc.nat(20),
        marks,
        fc.boolean(),
        fc.constantFrom('', '$', '€'),
        (n, shift, mark, grouped, sign) => {
          const value = new Big(`${n}e-${shift}`);
          const [integer = '', fraction] = value.abs().toFixed().split('.');
          const whole = grouped ? integer.replace(/\B(?=(\d{3})+$)/g, mark === '.' ? ',' : '.') : integer;
          const text = `${value.lt(0) ? '-' : ''}${sign}${whole}${fraction === undefined ? '' : mark + fraction}`;
          expect(plainDecimal(text, mark)).toBe(value.toFixed());
          expect(plainDecimal(value.toExponential())).toBe(value.toFixed());
        },
      ),
    );
  });

  test('that was read is read again as itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+(]?[\d.,]{1,12}(e-?\d)?\)?$/), (text) => {
        const read = plainDecimal(text);
        if (read !== null) expect(plainDecimal(read)).toBe(read);
      }),
    );
  });
});

describe('a time', () => {
  test.each([
    ['2024-12-09T19:48:23Z', '2024-12-09T19:48:23Z'],
    ['2024-12-09 19:48:23', '2024-12-09T19:48:23Z'],
    ['2025-01-13 12:20:53 UTC', '2025-01-13T12:20:53Z'],
    ['2021-03-01 12:00:00.1234', '2021-03-01T12:00:00.1234Z'],
    ['2022-02-09 11:45:34-0800', '2022-02-09T19:45:34Z'],
    ['2022-01-14 10:35:10 +05:30', '2022-01-14T05:05:10Z'],
    ['2022/11/12 11:57:01', '2022-11-12T11:57:01Z'],
    ['14:35 2024-11-16', '2024-11-16T14:35:00Z'],
    ['25-01-01 10:00:00', '2025-01-01T10:00:00Z'],
    ['1738324800', '2025-01-31T12:00:00Z'],
    ['1738324800123', '2025-01-31T12:00:00.123Z'],
  ])('%s is %s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  test.each([
    '',
    'yesterday',
    '2024-12-09',
    '2024-02-30 10:00:00',
    '2024-13-01 10:00:00',
    '2024-01-01 24:00:00',
    '2024-01-01 10:60:00',
    '5/1/2022 14:00',
    '12345',
  ])('%j is none', (text) => {
    expect(readTime(text)).toBeNull();
  });

  const berlin: TimeReading = { timezone: 'Europe/Berlin', dateOrder: 'mdy' };

  test.each([
    ['1/25/2022, 2:58:40 AM', '2022-01-25T01:58:40Z'],
    ['7/4/2022 12:00 PM', '2022-07-04T10:00:00Z'],
    ['7/4/2022 12:00 AM', '2022-07-03T22:00:00Z'],
    // The hour that comes twice is its first; the one that is left out is as much later.
    ['10/30/2022 02:30:00', '2022-10-30T00:30:00Z'],
    ['3/27/2022 02:30:00', '2022-03-27T01:30:00Z'],
    ['2022-07-04 12:00:00Z', '2022-07-04T12:00:00Z'],
  ])('%s on the clocks of Berlin is %s', (text, time) => {
    expect(readTime(text, berlin)).toBe(time);
  });
});

describe('a pair', () => {
  test.each([
    ['BTC-USD', 'BTC-USD'],
    ['btc/usdt', 'BTC-USDT'],
    ['XBT_EUR', 'BTC-EUR'],
    ['BTCUSDT', 'BTC-USDT'],
    ['USDTTRY', 'USDT-TRY'],
    ['BTCUSD', 'BTC-USD'],
    ['ETHFDUSD', 'ETH-FDUSD'],
    ['ETHXBT', 'ETH-BTC'],
  ])('%s is %s', (text, symbol) => {
    const pair = splitPair(text);
    expect(`${pair?.base}-${pair?.quote}`).toBe(symbol);
  });

  test.each(['', 'USD', 'BTC-', '-USD', 'BTC-PERP-INTX', 'NOBODY'])('%j is none', (text) => {
    expect(splitPair(text)).toBeNull();
  });
});

test('the ids of two equal rows differ, and come again in the same order', () => {
  const [a, b] = [new RowIds(), new RowIds()];
  const ids = [a.next(['x']), a.next(['y']), a.next(['x'])];
  expect(new Set(ids).size).toBe(3);
  expect([b.next(['x']), b.next(['x']), b.next(['y'])].sort()).toEqual([...ids].sort());
});
