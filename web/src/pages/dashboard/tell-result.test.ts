import { describe, expect, it } from 'vitest';
import { tellResult } from './tell-result.ts';

const known = <T>(value: T) => ({ known: true as const, value, n: 84 });
const tooFew = { known: false as const, reason: 'too few trades', n: 4, minimum: 20 };

const report = {
  net: '412.3',
  trades: 84,
  currency: 'USD',
  winRate: known(0.4643),
  averageWin: known('42.1'),
  averageLoss: known('-30.1'),
};

function text(over: Partial<Parameters<typeof tellResult>[0]>): string {
  const { lead, amount, rest } = tellResult({ ...report, ...over });
  return `${lead} ${amount} ${rest}`;
}

describe('the result in words', () => {
  it('tells what was made, how often a trade wins and how large winners are', () => {
    expect(text({})).toBe(
      'You made 412.30 USD over 84 trades. You win 46% of the time, and your average win is 1.4 times your average loss.',
    );
  });

  it('tells a loss by its word and without a sign', () => {
    expect(text({ net: '-1204.5', trades: 1 })).toMatch(/^You lost 1,204.50 USD over 1 trade\. /);
    expect(text({ net: '0' })).toMatch(/^You came out even: 0.00 USD over 84 trades\. /);
  });

  it('does not make a difference of what is nearly the same', () => {
    expect(text({ averageLoss: known('-41.2') })).toContain('a win is about as large as a loss.');
  });

  it('takes a loss for as large whichever sign it comes with', () => {
    expect(text({ averageLoss: known('84.2') })).toContain('your average loss is 2 times your average win.');
  });

  it('says from when on a win rate is told, rather than one of four trades', () => {
    expect(text({ trades: 4, winRate: tooFew })).toBe(
      'You made 412.30 USD over 4 trades. How often you win is told from 20 trades on.',
    );
  });

  it('is silent about sizes where one of them is not known', () => {
    expect(text({ averageLoss: tooFew })).toMatch(/You win 46% of the time\.$/);
    expect(text({ averageLoss: known('0') })).toMatch(/You win 46% of the time\.$/);
  });
});
