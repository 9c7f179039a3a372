import { describe, expect, it } from 'vitest';
import { LabelSchema } from '../../../../contracts/labels.ts';
import type { Stats } from '../../../../contracts/stats.ts';
import { addDays } from '../../format/days.ts';
import { isBehaviour } from '../../format/labels.ts';
import { STACK_ORDER, stackTimeline } from './stack-timeline.ts';

type Week = Stats['timeline'][number];

const fomoWeek = (week: string): Week => ({ week, orders: 3, labels: [{ label: 'FOMO', orders: 1 }] });

describe('the habits over time', () => {
  it('are stacked in a fixed order, with every order of the week beside them', () => {
    const week: Week = {
      week: '2026-03-02',
      orders: 9,
      labels: [
        { label: 'PANIC', orders: 2 },
        { label: 'NEUTRAL', orders: 5 },
        { label: 'FOMO', orders: 3 },
      ],
    };
    expect(stackTimeline([week], STACK_ORDER)).toEqual([
      {
        from: '2026-03-02',
        to: '2026-03-08',
        orders: 9,
        parts: [
          { label: 'FOMO', orders: 3 },
          { label: 'PANIC', orders: 2 },
        ],
        height: 5,
      },
    ]);
  });

  it('show a week without orders as an empty one', () => {
    const bars = stackTimeline([fomoWeek('2026-03-02'), fomoWeek('2026-03-16')], STACK_ORDER);
    expect(bars.map(({ from, orders, height }) => [from, orders, height])).toEqual([
      ['2026-03-02', 3, 1],
      ['2026-03-09', 0, 0],
      ['2026-03-16', 3, 1],
    ]);
  });

  it('put several weeks in a bar where there are too many, and lose none', () => {
    const weeks = Array.from({ length: 150 }, (_, i) => fomoWeek(addDays('2023-01-02', i * 7)));
    const bars = stackTimeline(weeks, STACK_ORDER);
    expect(bars).toHaveLength(50);
    expect(bars[0]).toMatchObject({ from: '2023-01-02', to: '2023-01-22', height: 3 });
    expect(bars.reduce((sum, bar) => sum + bar.orders, 0)).toBe(450);
  });

  it('are none where there is no week', () => {
    expect(stackTimeline([], STACK_ORDER)).toEqual([]);
  });

  it('have a place for every behaviour', () => {
    expect([...STACK_ORDER].sort()).toEqual(LabelSchema.options.filter(isBehaviour).sort());
  });
});
