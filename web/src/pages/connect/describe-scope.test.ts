import { expect, test } from 'vitest';
import { describeScope } from './describe-scope.ts';

test('what Coinbase’s own page allows is told in sentences', () => {
  const scope = 'wallet:user:read wallet:accounts:read wallet:transactions:read offline_access';
  expect(describeScope(scope)).toEqual({
    reads: [
      'Your name and the id of your account',
      'How much of each asset you hold',
      'Your fills: product, side, quantity, price, fee, time',
      'Deposits, withdrawals, rewards and converts',
    ],
    other: [],
  });
});

test.each(['view', 'can_view', 'enableFixReadOnly enableReading'])(
  'a key that may only %s reads fills and balances',
  (scope) => {
    expect(describeScope(scope).reads).toHaveLength(3);
    expect(describeScope(scope).other).toEqual([]);
  },
);

test('a word that is not known is shown as it stands', () => {
  expect(describeScope('view,portfolio:read').other).toEqual(['portfolio:read']);
});

test('words that mean the same are told once', () => {
  expect(describeScope('view can_view').reads).toHaveLength(3);
});

test('before anything is allowed it says what will be asked for', () => {
  expect(describeScope(null).reads).toHaveLength(3);
  expect(describeScope('').reads).toHaveLength(3);
});
