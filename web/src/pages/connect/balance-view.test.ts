import { expect, test } from 'vitest';
import type { Balance } from '../../../../contracts/brokers.ts';
import { explainDifferences, sortBalances, tellBalances } from './balance-view.ts';

function balance(asset: string, difference = '0'): Balance {
  return { asset, atBroker: '1', inBooks: '1', difference, agrees: difference === '0' };
}

test('differences come first, then names', () => {
  const sorted = sortBalances([balance('BTC'), balance('SOL', '-2'), balance('ADA'), balance('ETH', '1')]);
  expect(sorted.map(({ asset }) => asset)).toEqual(['ETH', 'SOL', 'ADA', 'BTC']);
});

test('the answer names the few that differ and counts the many', () => {
  const two = [balance('BTC'), balance('SOL', '2'), balance('ETH', '1')];
  expect(tellBalances(two, 'Coinbase')).toBe('ETH and SOL differ. 1 agrees.');
  const many = ['A', 'B', 'C', 'D'].map((asset) => balance(asset, '1'));
  expect(tellBalances(many, 'Coinbase')).toBe('4 assets differ.');
  expect(tellBalances([balance('BTC', '1')], 'Coinbase')).toBe('BTC differs.');
});

test('books that agree say so, and empty ones too', () => {
  expect(tellBalances([balance('BTC'), balance('ETH')], 'Coinbase')).toBe(
    'The books agree with Coinbase in all 2 assets.',
  );
  expect(tellBalances([], 'Coinbase')).toContain('holds nothing');
});

test('each direction of a difference has its own reason', () => {
  const told = (...differences: string[]) =>
    explainDifferences(
      differences.map((difference) => balance('BTC', difference)),
      'Coinbase',
      false,
    );
  expect(told('0')).toEqual([]);
  expect(told('1')).toEqual([expect.stringContaining('Coinbase holds more')]);
  expect(told('-1')).toEqual([expect.stringContaining('the books hold more')]);
  expect(told('-1', '1')).toHaveLength(2);
});

test('a whole history is not asked for again', () => {
  const told = explainDifferences([balance('BTC', '1'), balance('ETH', '-1')], 'Coinbase', true).join(' ');
  expect(told).not.toContain('Read the whole history');
  expect(told).toContain('came from elsewhere');
});
