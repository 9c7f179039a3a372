import { expect, test } from 'vitest';
import { tellAssumed } from './tell-assumed.ts';

type Assumed = Parameters<typeof tellAssumed>[0];

const CHECK: Assumed = {
  symbol: 'BTC-USD',
  price: { value: '64000', source: 'last_close' },
  qty: { value: '0.25', source: 'usual', n: 20 },
  fee: '64',
};

test.each<[string, Partial<Assumed>, string]>([
  [
    'the usual',
    {},
    'Reckoned with 0.25 BTC (your usual size, the median of 20 buys) at 64,000.00 USD (the last hour’s close), with a fee of 64.00 USD at your usual rate.',
  ],
  [
    'what was given',
    { price: { value: '1.5', source: 'given' }, qty: { value: '2', source: 'given' }, fee: null },
    'Reckoned with 2 BTC (your quantity) at 1.50 USD (your price), without a fee, since yours is not known.',
  ],
  [
    'what is held, without a market',
    { price: { value: '9', source: 'last_trade' }, qty: { value: '3', source: 'held' } },
    'Reckoned with 3 BTC (all that is held) at 9.00 USD (your own last price, since no market could be read), with a fee of 64.00 USD at your usual rate.',
  ],
])('an answer says that it is made of %s', (_, over, told) => {
  expect(tellAssumed({ ...CHECK, ...over })).toBe(told);
});
