import { describe, expect, test } from 'vitest';
import { chooseColumn, guessDateOrder, guessDecimal, guessMapping } from './guess-mapping.ts';

describe('which column holds what', () => {
  test.each([
    {
      columns: ['Date(UTC)', 'Pair', 'Side', 'Price', 'Executed', 'Amount', 'Fee'],
      expected: {
        time: 'Date(UTC)',
        symbol: 'Pair',
        side: 'Side',
        price: 'Price',
        quantity: 'Executed',
        fee: 'Fee',
      },
    },
    {
      columns: ['txid', 'ordertxid', 'pair', 'time', 'type', 'ordertype', 'price', 'cost', 'fee', 'vol'],
      expected: {
        time: 'time',
        symbol: 'pair',
        side: 'type',
        quantity: 'vol',
        price: 'price',
        fee: 'fee',
        id: 'txid',
      },
    },
    {
      columns: [
        'Order Id',
        'Trade Time',
        'Market',
        'Direction',
        'Filled Qty',
        'Avg. Price',
        'Fee Coin',
        'Trading Fee',
      ],
      expected: {
        time: 'Trade Time',
        symbol: 'Market',
        side: 'Direction',
        quantity: 'Filled Qty',
        price: 'Avg. Price',
        fee: 'Trading Fee',
        feeCurrency: 'Fee Coin',
      },
    },
    {
      columns: ['Datum', 'Markt', 'Typ', 'Menge', 'Kurs', 'Gebühr'],
      expected: {
        time: 'Datum',
        symbol: 'Markt',
        side: 'Typ',
        quantity: 'Menge',
        price: 'Kurs',
        fee: 'Gebühr',
      },
    },
    {
      columns: ['Stop price', 'Limit price', 'Execution price (USD)', 'Traded quantity', 'Executed at time'],
      expected: {
        time: 'Executed at time',
        quantity: 'Traded quantity',
        price: 'Execution price (USD)',
      },
    },
  ])('is guessed from $columns', ({ columns, expected }) => {
    expect(guessMapping(columns, [], 'trades.csv').columns).toEqual(expected);
  });

  test('finds the side in the sign of the quantity where no column tells it', () => {
    const columns = ['Date', 'Pair', 'Amount', 'Price'];
    const row = ['2025-03-01', 'BTC-USD', '-0.5', '60000'];
    expect(guessMapping(columns, [row], 'x.csv').columns.side).toBe('Amount');
    expect(
      guessMapping(columns, [['2025-03-01', 'BTC-USD', '0.5', '60000']], 'x.csv').columns.side,
    ).toBeUndefined();
  });

  test('is left open where no name tells', () => {
    expect(guessMapping(['a', 'b', 'c', 'paid'], [], 'x.csv').columns).toEqual({});
  });

  test('names no column twice', () => {
    const { columns } = guessMapping(['Type', 'Fee', 'Time'], [], 'x.csv');
    const named = Object.values(columns);
    expect(new Set(named).size).toBe(named.length);
  });
});

test('the venue is guessed from the name of the file', () => {
  expect(guessMapping([], [], 'KuCoin_2025.csv').broker).toBe('kucoin');
  expect(guessMapping([], [], 'trades.csv').broker).toBe('other');
});

test('a column that is chosen brings what its values tell', () => {
  const file = { columns: ['When', 'Worth'], rows: [['31.01.2025', '1.000,5']] };
  const draft = guessMapping(file.columns, file.rows, 'x.csv');
  expect(draft).toMatchObject({ columns: {}, dateOrder: 'ymd', decimal: '.' });
  const timed = chooseColumn(draft, 'time', 'When', file);
  expect(timed).toMatchObject({ columns: { time: 'When' }, dateOrder: 'dmy' });
  expect(chooseColumn(timed, 'price', 'Worth', file)).toMatchObject({ decimal: ',', dateOrder: 'dmy' });
  expect(chooseColumn(timed, 'time', '', file).columns).toEqual({});
});

test('first rows tell the order of dates and the decimal mark', () => {
  const draft = guessMapping(['Datum', 'Kurs', 'Menge'], [['31.01.2025 10:00', '1.234,50', '0,5']], 'x.csv');
  expect(draft).toMatchObject({ dateOrder: 'dmy', decimal: ',' });
});

test.each([
  [['2025-01-31 10:00:00'], 'ymd'],
  [['1738317600'], 'ymd'],
  [[], 'ymd'],
  [['01/02/2025', '31/01/2025'], 'dmy'],
  [['01/02/2025', '01/31/2025'], 'mdy'],
  [['01/02/2025'], 'mdy'],
  [['01.02.2025'], 'dmy'],
] as const)('%j is in the order %s', (times, expected) => {
  expect(guessDateOrder(times)).toBe(expected);
});

test.each([
  [['0.5', '1,234.50'], '.'],
  [['1,234'], '.'],
  [['0,5'], ','],
  [['1.234,50'], ','],
  [['1234,5678'], ','],
  [[], '.'],
] as const)('%j has the decimal mark %s', (numbers, expected) => {
  expect(guessDecimal(numbers)).toBe(expected);
});
