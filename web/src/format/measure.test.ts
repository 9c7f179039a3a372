import { describe, expect, it } from 'vitest';
import { tellInterval, tellMissing } from './measure.ts';

describe('what a figure still lacks', () => {
  it('is the reason and how far the sample is from enough', () => {
    expect(tellMissing({ reason: 'not enough trades yet', n: 4, minimum: 1000 })).toBe(
      'Not enough trades yet: 4 of 1,000',
    );
  });

  it('is the reason alone where more trades would not help, or where one is all it takes', () => {
    expect(tellMissing({ reason: 'no risk per trade is set', n: 84, minimum: 20 })).toBe(
      'No risk per trade is set',
    );
    expect(tellMissing({ reason: 'no loss was realised', n: 0, minimum: 1 })).toBe('No loss was realised');
  });
});

it('an interval follows its figure, where it has one', () => {
  const percent = (value: number) => `${value}%`;
  expect(tellInterval({ low: 40, high: 60 }, percent)).toBe(' (95% interval 40% to 60%)');
  expect(tellInterval({ low: undefined, high: 60 }, percent)).toBe('');
});
