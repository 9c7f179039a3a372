import { expect, it } from 'vitest';
import type { Insights } from '../../../../contracts/insights.ts';
import { tellFees } from './fees-view.ts';
import { barShares, busiestMonth, monthName } from './months.ts';

const COSTS: Insights['costs'] = {
  feeChurn: { known: true, value: 0.34, n: 173 },
  feesPaid: '1841.2291',
  gross: '5412.10',
  turnover: [],
};

it('tells fees as a share of what the trades made before them', () => {
  expect(tellFees(COSTS, 'USD')).toBe(
    'Fees took 34% of what your trades made before fees, n = 173: you paid 1,841.23 USD in all.',
  );
});

it('tells fees above what was made as a multiple of it', () => {
  const more = { ...COSTS, feeChurn: { known: true, value: 1.42, n: 173 } } as const;
  expect(tellFees(more, 'USD')).toMatch(/^Fees were 1.4 times what your trades made before fees/);
});

it('makes no share of a loss', () => {
  const feeChurn = {
    known: false,
    reason: 'the gross result is not above zero',
    n: 40,
    minimum: 20,
  } as const;
  expect(tellFees({ ...COSTS, gross: '-120.44', feeChurn }, 'USD')).toBe(
    'You paid 1,841.23 USD in fees, and before fees your trades made no gain to pay them from (−120.44 USD).',
  );
});

it('says how many trades are missing', () => {
  const feeChurn = { known: false, reason: 'not enough trades yet', n: 12, minimum: 20 } as const;
  expect(tellFees({ ...COSTS, feeChurn }, 'USD')).toBe(
    'You paid 1,841.23 USD in fees. Not enough trades yet: 12 of 20.',
  );
});

it('draws months against the highest of them, and a rebate as nothing', () => {
  expect(barShares(['50', '200', '-3'])).toEqual([0.25, 1, 0]);
  expect(barShares(['0', '0'])).toEqual([0, 0]);
});

it('finds the month of most turnover by amount, and names it', () => {
  const months = [
    { month: '2026-04', value: '900.5' },
    { month: '2026-05', value: '12000' },
  ];
  expect(busiestMonth(months)?.month).toBe('2026-05');
  expect(monthName('2026-05')).toBe('May 2026');
});
