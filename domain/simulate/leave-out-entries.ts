import type { Decimal } from '../../contracts/decimal.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import type { RuledOrder } from './simulate-rule.ts';

/** An entry order with how a rule stood with it, and what its lots have realised so far, net; null: nothing was sold of them. */
export type JudgedEntry = { symbol: string; check: RuleCheck | undefined; lotNet: Decimal | null };

/** Entries that break the rule are not made, and make nothing. */
export function leaveOutEntries(entries: readonly JudgedEntry[]): RuledOrder[] {
  return entries.map(({ symbol, check, lotNet }) => {
    if (check?.verdict === 'broken')
      return {
        symbol,
        result: lotNet === null ? { kind: 'undecided' } : { kind: 'changed', net: lotNet, would: '0' },
      };
    const isKept = check?.verdict === 'kept' || check?.reason === UNKNOWN.noLossBefore;
    return { symbol, result: { kind: isKept ? 'unchanged' : 'not_judged' } };
  });
}
