import { expect, test } from 'vitest';
import { csvLine, numberCell, textCell } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
  'a text that begins as a formula does (%j) is inert',
  (text) => {
    expect(textCell(text).replace(/^"/, '')).toMatch(/^'/);
  },
);

test('a text with a comma, a quote or a line end is quoted, and its quotes are doubled', () => {
  expect(textCell('a,b')).toBe('"a,b"');
  expect(textCell('say "x"')).toBe('"say ""x"""');
  expect(textCell('two\nlines')).toBe('"two\nlines"');
  expect(textCell('=a,b')).toBe('"\'=a,b"');
});

test('no value and an empty text differ', () => {
  expect(csvLine(['', textCell('')])).toBe(',""\r\n');
});

test.each(['-12.50', '0', '3', '-1e-7', '12345678901234567890.123456789'])(
  'the number %s stays a number',
  (text) => {
    expect(numberCell(text)).toBe(text);
  },
);

test.each(['-1+1', '=1', 'NaN', '-Infinity', '+1'])('%s in a column of numbers is a text', (text) => {
  expect(numberCell(text)).toBe(textCell(text));
});
