import type { Check } from '../../contracts/check.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Side } from '../../contracts/side.ts';
import { formatPercent } from '../reflect/format-figure.ts';
import { RULE_NAMES } from '../rules/tell-rule.ts';

type Told = Pick<Check, 'symbol' | 'side' | 'labels' | 'reason' | 'rules' | 'market'> & {
  similar: Pick<Check['similar'], 'result' | 'won'>;
};

const LABEL: Record<Exclude<Label, 'NEUTRAL' | 'UNSCORED'>, string> = {
  FOMO: 'FOMO',
  PANIC: 'panic',
  DISCIPLINE: 'discipline',
  REVENGE: 'revenge',
  OVERTRADING: 'overtrading',
  HELD_LOSER: 'a loser held long',
  EARLY_EXIT: 'an early exit',
  AVG_DOWN: 'averaging down',
  SIZE_UP: 'sizing up',
  GET_EVEN: 'getting even',
  LATE_NIGHT: 'a late-night entry',
};

export const NAMED: Record<Side, { one: string; many: string }> = {
  BUY: { one: 'buy', many: 'buys' },
  SELL: { one: 'sale', many: 'sales' },
};

/**
 * What a check comes to, in one sentence: the rules that the trade would break, what it would be named, how the trader's own similar ones ended. It tells
 * what is known, and neither advises nor foretells; a test goes over all of them.
 */
export function sumUp(told: Told): string {
  const { symbol, side } = told;
  const would = [tellRules(told), tellLabels(told)].filter((part) => part !== null).join(' and ');
  return `This ${NAMED[side].one} of ${symbol} would ${would}; ${tellSimilar(told)}.`;
}

function tellRules({ rules }: Told): string | null {
  const broken = rules.filter(({ verdict }) => verdict === 'broken');
  const [first] = broken;
  if (first && broken.length === 1) return `break your rule ${quoted(first)}`;
  if (first) return `break ${broken.length} of your rules (${listed(broken.map(quoted))})`;
  return rules.some(({ verdict }) => verdict === 'kept') ? 'break none of your rules' : null;
}

function quoted({ kind }: RuleCheck): string {
  return `“${RULE_NAMES[kind]}”`;
}

function tellLabels({ labels, market, reason }: Told): string {
  const names = labels.flatMap(({ label }) =>
    label === 'NEUTRAL' || label === 'UNSCORED' ? [] : LABEL[label],
  );
  if (names.length > 0) return `read as ${listed(names)}`;
  if (labels.some(({ label }) => label === 'NEUTRAL')) return 'show none of the patterns that are looked for';
  if (market === 'out') return 'go without a name, since its market could not be read in time';
  return `go without a name (${reason ?? 'its figures are not known'})`;
}

function tellSimilar({ side, similar: { result, won } }: Told): string {
  const { many } = NAMED[side];
  if (!result.known || !won.known) {
    const { n, minimum } = result.known ? { n: result.n, minimum: result.n } : result;
    return `there is not enough data on similar ${many} of yours (${n} of the ${minimum} needed)`;
  }
  const { low, high } = result;
  const interval =
    low === undefined || high === undefined ? '' : ` (95% interval ${signed(low)} to ${signed(high)})`;
  return `of your ${result.n} most similar ${many} ${formatPercent(won.value)} won, with a median result of ${signed(result.value)} of what was paid${interval}`;
}

function signed(fraction: number): string {
  const size = formatPercent(fraction);
  if (size === '0%') return size;
  return `${fraction < 0 ? '−' : '+'}${size}`;
}

/** "a, b and c" */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
