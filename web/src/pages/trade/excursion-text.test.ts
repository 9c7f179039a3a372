import { describe, expect, it } from 'vitest';
import type { Excursion } from '../../../../contracts/trades.ts';
import { tellExcursion } from './excursion-text.ts';

const EXCURSION: Excursion = { mae: '-52', mfe: '387.1', worstPrice: '95', bestPrice: '110', captured: 0.31 };
const tell = (over: Partial<Excursion>) => tellExcursion({ ...EXCURSION, ...over }, { symbol: 'BTC-USD' });

describe('what was kept of the best', () => {
  it('is told as a share, with the figures', () => {
    expect(tell({})).toEqual({
      headline: 'You kept 31% of the best.',
      detail: 'At its best, 110.00, it stood at +387.10 USD; at its worst, 95.00, at −52.00 USD.',
    });
  });

  it('is all of it only where nothing to speak of was lost', () => {
    expect(tell({ captured: 1 }).headline).toBe('You kept all of the best.');
    expect(tell({ captured: 0.994 }).headline).toBe('You kept 99% of the best.');
  });

  it('is none of it where a gain became a loss', () => {
    expect(tell({ captured: -0.4 }).headline).toBe('You kept none of the best.');
  });

  it('is nothing to speak of where there was no gain', () => {
    const { headline, detail } = tell({ captured: null, mfe: '0' });
    expect(headline).toBe('It never stood in gain while you held it.');
    expect(detail).toContain('Its best price was 110.00; ');
  });

  it('tells of no worst where the price was never below the entry', () => {
    expect(tell({ mae: '0' }).detail).toContain('it was never below its entry.');
  });
});
