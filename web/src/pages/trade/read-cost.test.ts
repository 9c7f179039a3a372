import { describe, expect, it } from 'vitest';
import { readCost } from './read-cost.ts';

const SOLD = '2026-03-02T12:00:00.000Z';

describe('a cost that was typed', () => {
  it('is sent as a decimal string, with the time on the trader’s clock as an instant', () => {
    expect(readCost(' 64250.50 ', '2026-03-01T10:00', SOLD, 'Europe/Berlin')).toEqual({
      ok: true,
      request: { unitCost: '64250.50', acquiredAt: '2026-03-01T09:00:00.000Z' },
    });
  });

  it('needs no time', () => {
    expect(readCost('1', '', SOLD, 'UTC')).toMatchObject({ request: { acquiredAt: null } });
  });

  it.each(['', '0', '-5', '64,250', '1e5', 'abc'])(
    'is refused where it is no number above zero: "%s"',
    (typed) => {
      expect(readCost(typed, '', SOLD, 'UTC')).toMatchObject({
        ok: false,
        errors: { price: expect.stringContaining('above zero') },
      });
    },
  );

  it('is refused where it was bought after it was sold', () => {
    expect(readCost('1', '2026-03-02T12:01', SOLD, 'UTC')).toMatchObject({
      ok: false,
      errors: { bought: 'It was sold before that.' },
    });
  });
});
