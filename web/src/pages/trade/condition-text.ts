import type { Condition } from '../../../../contracts/features.ts';
import { formatFeature, isYesOrNo } from '../../format/features.ts';

const SIGNS = { '>=': '≥', '<=': '≤', '<': '<', '>': '>', '=': '=' } as const;

interface ConditionText {
  /** null: not known. */
  value: string | null;
  /** '≥ 5.2%' */
  asked: string;
  /** 'yours; everybody’s is 8%', where the trader's own threshold stands in everybody's place. */
  whose: string | null;
}

/** A condition in figures. Where rounding makes the two look equal and they are not, they get more digits. */
export function tellCondition(condition: Condition, quote: string): ConditionText {
  const { name, value, threshold, prior } = condition;
  const looksEqual =
    value !== null &&
    Number(value) !== threshold &&
    formatFeature(name, value, quote) === formatFeature(name, threshold, quote);
  const tell = (figure: number | string) => formatFeature(name, figure, quote, looksEqual ? 2 : 0);
  // '≥ 8%' needs no plus.
  const tellBound = (figure: number) => tell(figure).replace('+', '');
  return {
    value: value === null ? null : tell(value),
    asked: `${isYesOrNo(name) ? '=' : SIGNS[condition.op]} ${tellBound(threshold)}`,
    whose: prior === undefined || prior === threshold ? null : `yours; everybody’s is ${tellBound(prior)}`,
  };
}
