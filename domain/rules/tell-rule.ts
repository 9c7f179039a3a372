import type { RuleCheck, RuleKind, RuleSpec } from '../../contracts/rules.ts';

const HOURS_PER_DAY = 24;
const DAYS_FROM_HOURS = 48;

/** Each kind by name. */
export const RULE_NAMES: Readonly<Record<RuleKind, string>> = {
  avoidSpikeOverPct: 'No chasing',
  minHoldHours: 'Shortest hold',
  maxTradesPerDay: 'Trades a day',
  maxLossPctPerTrade: 'Largest loss',
  cooldownAfterLossMinutes: 'Pause after a loss',
  noTradingHours: 'Closed hours',
  maxPositionPct: 'Largest position',
  onlySymbols: 'Products',
};

/** A rule as a sentence without its full stop: "No entry when the price rose more than 8% in 24 hours". */
export function tellRule(rule: RuleSpec): string {
  switch (rule.kind) {
    case 'avoidSpikeOverPct':
      return `No entry when the price rose more than ${percent(rule.params.pct)} in ${count(rule.params.lookbackHours, 'hour')}`;
    case 'minHoldHours':
      return `No sale before ${held(rule.params.hours)}`;
    case 'maxTradesPerDay':
      return `At most ${count(rule.params.n, 'trade')} a day`;
    case 'maxLossPctPerTrade':
      return `A sale loses at most ${percent(rule.params.pct)} of what it cost`;
    case 'cooldownAfterLossMinutes':
      return `No entry within ${held(rule.params.minutes / 60)} after a loss`;
    case 'noTradingHours':
      return `No entry from ${rule.params.from} to ${rule.params.to}`;
    case 'maxPositionPct':
      return `At most ${percent(rule.params.pct)} of what is held in one product`;
    case 'onlySymbols':
      return `No entry but in ${list(rule.params.symbols)}`;
  }
}

/** How a rule stood with a trade: what was found, and what was asked; "the price had risen 9.4%" and "at most 8%". null: it was not applicable. */
export function tellCheck({
  kind,
  verdict,
  value,
  limit,
}: RuleCheck): { found: string; asked: string } | null {
  if (verdict === 'not_applicable' || value === null) return null;
  const [figure, bound] = [Number(value), Number(limit)];
  switch (kind) {
    case 'avoidSpikeOverPct':
      return {
        found:
          figure < 0 ? `the price had fallen ${percent(-figure)}` : `the price had risen ${percent(figure)}`,
        asked: `at most ${percent(bound)}`,
      };
    case 'minHoldHours':
      return { found: `held ${held(figure)}`, asked: `at least ${held(bound)}` };
    case 'maxTradesPerDay':
      return { found: `trade ${figure} of the day`, asked: `at most ${bound}` };
    case 'maxLossPctPerTrade':
      return {
        found: figure > 0 ? `lost ${percent(figure)}` : `gained ${percent(-figure)}`,
        asked: `at most ${percent(bound)} lost`,
      };
    case 'cooldownAfterLossMinutes':
      return { found: `${held(figure / 60)} after a loss`, asked: `at least ${held(bound / 60)}` };
    case 'noTradingHours':
      return { found: `at ${value}`, asked: `not ${limit}` };
    case 'maxPositionPct':
      return { found: `${percent(figure)} of what was then held`, asked: `at most ${percent(bound)}` };
    case 'onlySymbols':
      return { found: String(value), asked: `only ${limit}` };
  }
}

function percent(value: number): string {
  return `${oneDecimal(value)}%`;
}

/** "45 minutes", "24 hours", from 48 hours on "2.5 days". */
function held(hours: number): string {
  if (hours < 1) return count(Math.floor(hours * 60), 'minute');
  return hours < DAYS_FROM_HOURS
    ? count(oneDecimal(hours), 'hour')
    : count(oneDecimal(hours / HOURS_PER_DAY), 'day');
}

function count(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}
