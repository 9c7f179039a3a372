import { expect, test } from 'vitest';
import { tellAssumed } from './tell-assumed.ts';

type Assumed = Parameters<typeof tellAssumed>[0];

const CHECK: Assumed = {
  symbol: 'BTC-USD',
  side: 'BUY',
  price: { value: '64000', source: 'last_close' },
  qty: { value: '0.25', source: 'usual', n: 20 },
  fee: '64',
};

test.each<[string, Partial<Assumed>, string]>([
  [
    'the usual',
    {},
    'Reckoned with 0.25 BTC (your usual size, the median of 20 buys) at 64,000.00 USD (the last hour’s close), with a fee of 64.00 USD at your usual rate. That is 16,000.00 USD before the fee; with the same rate both ways it comes out even at about +0.8%.',
  ],
  [
    'what was given',
    { price: { value: '1.5', source: 'given' }, qty: { value: '2', source: 'given' }, fee: null },
    'Reckoned with 2 BTC (your quantity) at 1.50 USD (your price), without a fee, since yours is not known.',
  ],
  [
    'what is held, without a market',
    { side: 'SELL', price: { value: '9', source: 'last_trade' }, qty: { value: '3', source: 'held' } },
    'Reckoned with 3 BTC (all that is held) at 9.00 USD (your own last price, since no market could be read), with a fee of 64.00 USD at your usual rate.',
  ],
  [
    'a dear fee',
    { price: { value: '990.49', source: 'given' }, qty: { value: '1', source: 'given' }, fee: '11.88588' },
    'Reckoned with 1 BTC (your quantity) at 990.49 USD (your price), with a fee of 11.89 USD at your usual rate. That is 990.49 USD before the fee; with the same rate both ways it comes out even at about +2.4%.',
  ],
  [
    'a fee of next to nothing',
    { fee: '3.2' },
    'Reckoned with 0.25 BTC (your usual size, the median of 20 buys) at 64,000.00 USD (the last hour’s close), with a fee of 3.20 USD at your usual rate. That is 16,000.00 USD before the fee; with the same rate both ways it comes out even at about +0.04%.',
  ],
  [
    'no fee',
    { fee: '0' },
    'Reckoned with 0.25 BTC (your usual size, the median of 20 buys) at 64,000.00 USD (the last hour’s close), with a fee of 0.00 USD at your usual rate.',
  ],
])('an answer says that it is made of %s', (_, over, told) => {
  expect(tellAssumed({ ...CHECK, ...over })).toBe(told);
});
