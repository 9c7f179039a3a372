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

  it('is the reason and how far the sample is from enough', () => {
    const measure = { known: false as const, reason: 'not enough trades yet', n: 4, minimum: 20 };
    expect(tellSample(measure, percent, 'trade')).toBe('Not enough trades yet: 4 of 20');
  });

  it('is the reason alone where more trades would not help, or where one is all it takes', () => {
    const noRisk = { known: false as const, reason: 'no risk per trade is set', n: 84, minimum: 20 };
    expect(tellSample(noRisk, percent, 'trade')).toBe('No risk per trade is set');
    const noLoss = { known: false as const, reason: 'no losing trade yet', n: 0, minimum: 1 };
    expect(tellSample(noLoss, percent, 'trade')).toBe('No losing trade yet');
  });
});
