import { expect, it, test } from 'vitest';
import { observationOf } from './observation-of.ts';

test.each([
  [
    'You sold BTC-USD at a loss of 5,798.93 USD after 2.4 days, 6.1% down on the day, with RSI at 44.2. Next time a price drops, step away for a few minutes and reread why you bought.',
    'You sold BTC-USD at a loss of 5,798.93 USD after 2.4 days, 6.1% down on the day, with RSI at 44.2.',
  ],
  [
    'This sale of 1INCH-USDT has no score: the candles have too many gaps. Import the buy from there.',
    'This sale of 1INCH-USDT has no score: the candles have too many gaps.',
  ],
])('of two sentences the first one is the observation', (reflection, observation) => {
  expect(observationOf(reflection)).toBe(observation);
});

it('leaves a text of one sentence whole', () => {
  expect(observationOf('You sold BTC-USD at 6.1% down.')).toBe('You sold BTC-USD at 6.1% down.');
});
