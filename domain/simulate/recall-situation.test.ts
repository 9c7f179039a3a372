import { describe, expect, test } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
import { known } from '../features/unknown-reason.ts';
import { checkRules } from '../rules/check-rules.ts';
import { recallSituation } from './recall-situation.ts';
import { bought } from './testing/simulated.ts';

const checked = (kind: RuleCheck['kind'], value: number): RuleCheck => ({
  ...{ kind, value, verdict: 'kept', limit: 1 },
});

function recalled(
  figures: Record<string, number>,
  checks: RuleCheck[] = [],
  { minutes = null, timezone = 'UTC' }: { minutes?: number | null; timezone?: string } = {},
) {
  const changeOver = () => known(0.1);
  return recallSituation(bought(), { figures, checks }, { timezone, changeOver, cooldownMinutes: minutes });
}

describe('an entry that is recalled', () => {
  test('has the figures that were kept of it', () => {
    const { dayTrades, minutesSinceLoss } = recalled({ day_trades: 4, minutes_since_loss: 90 });
    expect([dayTrades, minutesSinceLoss]).toEqual([known(4), known(90)]);
  });

  test('without a loss before it has none to cool down from', () => {
    const cooldown = { kind: 'cooldownAfterLossMinutes', params: { minutes: 30 } } as const;
    const [check] = checkRules([cooldown], recalled({}));
    expect(check).toMatchObject({
      verdict: 'not_applicable',
      reason: 'no loss was closed before this trade',
    });
  });

  test.each([
    // The larger loss of the hour may hide a later one: whoever asks for less than it is not told.
    [{ at: 50, minutes: 30 }, 'not_applicable'],
    [{ at: 20, minutes: 30 }, 'broken'],
    [{ at: 90, minutes: 30 }, 'kept'],
  ])('is judged by the loss that was kept only as far as that tells: %j', ({ at, minutes }, verdict) => {
    const cooldown = { kind: 'cooldownAfterLossMinutes', params: { minutes } } as const;
    const [check] = checkRules([cooldown], recalled({ minutes_since_loss: at }, [], { minutes }));
    expect(check?.verdict).toBe(verdict);
  });

  test('has what a rule of then had looked at, whatever its limit was', () => {
    const { minutesSinceLoss, positionShare } = recalled(
      { minutes_since_loss: 50 },
      [checked('cooldownAfterLossMinutes', 5), checked('maxPositionPct', 40)],
      { minutes: 30 },
    );
    expect([minutesSinceLoss, positionShare]).toEqual([known(5), known(0.4)]);
    expect(recalled({}).positionShare).toMatchObject({ known: false });
  });

  test('lies on the trader’s own clock', () => {
    expect(recalled({}).minuteOfDay).toBe(30);
    expect(recalled({}, [], { timezone: 'Asia/Kolkata' }).minuteOfDay).toBe(6 * 60);
  });
});
