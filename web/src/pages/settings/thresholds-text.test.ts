import { describe, expect, it } from 'vitest';
import {
  groupByLabel,
  type LabelFeedback,
  sortVoted,
  type Threshold,
  tellScale,
  tellThreshold,
  tellThresholdSample,
} from './thresholds-text.ts';

const CHANGE: Threshold = {
  label: 'FOMO',
  name: 'pct_change_24h_before',
  op: '>=',
  prior: 0.08,
  own: 0.112,
  posterior: 0.096,
  inForce: 0.096,
  n: 30,
  minimum: 30,
};
const votes = (label: LabelFeedback['label'], up: number, down: number): LabelFeedback => ({
  label,
  up,
  down,
  scale: 1,
});

describe('a threshold of one’s own', () => {
  it('reads in the unit of its figure, from its own side', () => {
    expect(tellThreshold(CHANGE, CHANGE.inForce)).toBe('≥ 9.6%');
    expect(tellThreshold({ ...CHANGE, name: 'RSI_14', op: '<=' }, 35)).toBe('≤ 35');
  });

  it('says how many trades are missing until there are enough', () => {
    expect(tellThresholdSample({ ...CHANGE, own: null, n: 12 })).toBe('Yours from 30 trades on; you have 12');
    expect(tellThresholdSample(CHANGE)).toBe('n = 30');
  });

  it('stands with the others of its label', () => {
    const panic: Threshold = { ...CHANGE, label: 'PANIC' };
    expect(groupByLabel([CHANGE, panic, CHANGE]).map(([label, of]) => [label, of.length])).toEqual([
      ['FOMO', 2],
      ['PANIC', 1],
    ]);
  });
});

describe('the votes on labels', () => {
  it('come most votes first, without the labels that have none', () => {
    const sorted = sortVoted([votes('FOMO', 1, 0), votes('PANIC', 0, 0), votes('REVENGE', 1, 4)]);
    expect(sorted.map(({ label }) => label)).toEqual(['REVENGE', 'FOMO']);
  });

  it('say what they do to confidence', () => {
    expect(tellScale(0.8333)).toBe('confidence × 0.83');
    expect(tellScale(1)).toBe('as it is');
  });
});
