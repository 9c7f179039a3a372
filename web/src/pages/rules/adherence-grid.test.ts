import { describe, expect, it } from 'vitest';
import { gridOf, tellCounts, tellGrid, tellRange } from './adherence-grid.ts';

describe('the calendar of a rule', () => {
  const days = [
    { day: '2024-05-02', kept: 2, broken: 0 },
    { day: '2024-05-05', kept: 1, broken: 1 },
  ];

  it('has a column for each week from Monday on, empty outside its days', () => {
    // A Thursday and a Monday.
    const grid = gridOf(days, '2024-05-02', '2024-05-13');
    expect(grid.map((week) => week.map((cell) => cell?.verdict ?? '-').join(' '))).toEqual([
      '- - - kept not_applicable not_applicable broken',
      Array.from({ length: 7 }, () => 'not_applicable').join(' '),
      'not_applicable - - - - - -',
    ]);
    expect(grid[0]?.[6]?.text).toBe('5 May: 1 order kept it, 1 broke it');
  });

  it('says which weeks its columns are', () => {
    // Intl sets thin spaces around its dash.
    expect(tellRange('2024-05-02', '2024-07-24').replaceAll(/\s/g, ' ')).toBe(
      '2 May – 24 Jul; each column is a week from Monday',
    );
  });

  it('is told as a whole', () => {
    expect(tellGrid(days, 12)).toBe('Kept on 1 day, broken on 1 day (5 May), nothing to say on 10 days.');
    expect(tellCounts({ kept: 0, broken: 2 })).toBe('2 orders broke it');
  });
});
