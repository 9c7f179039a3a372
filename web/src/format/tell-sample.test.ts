import { describe, expect, it } from 'vitest';
import { tellSample } from './tell-sample.ts';

const percent = (value: number) => `${value * 100}%`;

describe('what a figure rests on', () => {
  it('is how many were counted and the interval', () => {
    const measure = { known: true as const, value: 0.5, n: 1200, low: 0.4, high: 0.6 };
    expect(tellSample(measure, percent, 'trade')).toBe('1,200 trades, 95% interval 40% to 60%');
  });

  it('is the count alone where there is no interval', () => {
    expect(tellSample({ known: true as const, value: '-3', n: 1 }, String, 'loss', 'losses')).toBe('1 loss');
    expect(tellSample({ known: true as const, value: '-3', n: 2 }, String, 'loss', 'losses')).toBe(
      '2 losses',
    );
  });

  it('is what it lacks where it is not known', () => {
    const measure = { known: false as const, reason: 'not enough trades yet', n: 4, minimum: 20 };
    expect(tellSample(measure, percent, 'trade')).toBe('Not enough trades yet: 4 of 20');
  });
});
