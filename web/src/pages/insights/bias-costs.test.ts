import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../contracts/labels.ts';
import {
  type BiasCost,
  chanceOf,
  sortKnown,
  sortUnknown,
  tellBiasCost,
  tellByDefinition,
  tellDearest,
} from './bias-costs.ts';

function cost(label: Label, value: string, low: string, high: string): BiasCost {
  return { label, tagged: 12, others: 140, cost: { known: true, value, n: 12, low, high } };
}
function few(label: Label, tagged: number): BiasCost {
  const reason = 'not enough orders with it yet';
  return { label, tagged, others: 140, cost: { known: false, reason, n: tagged, minimum: 10 } };
}

const FOMO = cost('FOMO', '-412.3', '-700', '-120.5');
const PANIC = cost('PANIC', '-900', '-1900', '10');
const REVENGE = cost('REVENGE', '-20', '-30', '-1');
const DISCIPLINE = cost('DISCIPLINE', '80.119', '5', '160');

describe('what habits cost', () => {
  it('comes dearest first, by amount and not by text', () => {
    const order = sortKnown([DISCIPLINE, REVENGE, few('SIZE_UP', 3), PANIC, FOMO]).map(({ label }) => label);
    expect(order).toEqual(['PANIC', 'FOMO', 'REVENGE', 'DISCIPLINE']);
  });

  it('comes most often met first where it is not known', () => {
    const order = sortUnknown([few('SIZE_UP', 3), FOMO, few('LATE_NIGHT', 9)]).map(({ label }) => label);
    expect(order).toEqual(['LATE_NIGHT', 'SIZE_UP']);
  });

  it('is told as a comparison with as many of the others', () => {
    expect(sortKnown([FOMO, DISCIPLINE]).map((row) => tellBiasCost(row, 'USD'))).toEqual([
      'Orders with this label came out 412.30 USD lower than the same number of your other orders.',
      'Orders with this label came out 80.12 USD higher than the same number of your other orders.',
    ]);
  });

  it('says of labels that are given by the result itself that they are', () => {
    const held = cost('HELD_LOSER', '-1', '-2', '0');
    expect(tellByDefinition([FOMO, held, PANIC])).toBe(
      'Panic and Held loser are given to losing sales only, so that part of their figure is how they are defined.',
    );
    expect(tellByDefinition([cost('EARLY_EXIT', '1', '0', '2'), few('PANIC', 3)])).toBe(
      'Early exit is given to winning sales only, so that part of its figure is how it is defined.',
    );
    expect(tellByDefinition([FOMO])).toBe('');
  });

  it('could be chance where its interval holds zero, and cannot be judged without one', () => {
    const chances = sortKnown([FOMO, PANIC, { ...REVENGE, cost: { known: true, value: '-1', n: 12 } }]).map(
      (row) => chanceOf(row.cost),
    );
    expect(chances).toEqual([true, false, null]);
  });
});

describe('the answer to the page', () => {
  it('names the dearest habit that is clear of chance, and the others that are', () => {
    expect(tellDearest([DISCIPLINE, REVENGE, PANIC, FOMO], 'USD')).toBe(
      'Your 12 FOMO orders came out 412.30 USD lower than the same number of your other orders. So did Revenge.',
    );
  });

  it('blames no habit whose interval holds zero', () => {
    expect(tellDearest([PANIC, DISCIPLINE], 'USD')).toBe(
      'No habit of yours goes with lower results than chance could make, of 2 compared.',
    );
  });

  it('waits for more orders where nothing is known', () => {
    expect(tellDearest([few('FOMO', 3)], 'USD')).toBe(
      'There are not enough orders yet to hold a habit against the rest.',
    );
  });
});
