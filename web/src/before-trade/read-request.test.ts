import { describe, expect, it, test } from 'vitest';
import { readQuote, readRequest } from './read-request.ts';

const DRAFT = { symbol: 'BTC-USD', side: 'BUY', qty: '', price: '' } as const;

describe('what is typed before a trade', () => {
  it('leaves out what is left empty', () => {
    expect(readRequest(DRAFT)).toEqual({ ok: true, request: { symbol: 'BTC-USD', side: 'BUY' } });
  });

  test.each([' btc-usd ', 'btc/usd', 'BTC USD', 'btc_usd'])('reads %j as BTC-USD', (symbol) => {
    expect(readRequest({ ...DRAFT, symbol })).toMatchObject({ request: { symbol: 'BTC-USD' } });
  });

  test.each([
    ['symbol', ''],
    ['symbol', 'BTC'],
    ['qty', '0'],
    ['qty', '1,5'],
    ['price', '-1'],
    ['price', '1e3'],
  ])('says what is wrong with a %s of %j', (field, typed) => {
    const read = readRequest({ ...DRAFT, [field]: typed });
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual([field]);
  });

  test.each([
    ['btc/usd', 'USD'],
    ['BTC-USD', 'USD'],
    ['BTC', null],
    ['BTC-', null],
    ['', null],
  ])('%j is priced in %s', (symbol, quote) => {
    expect(readQuote(symbol)).toBe(quote);
  });
});
