import type { RuleCheck, RuleKind, RuleSpec } from '../../contracts/rules.ts';

const HOURS_PER_DAY = 24;
const DAYS_FROM_HOURS = 48;
/** As checkRules has it: what is as near to a limit as this lies at it. */
const NEAR = 1e-9;

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
      return `No entry when the price rose more than ${percentLimit(rule.params.pct)} in ${count(rule.params.lookbackHours, 'hour')}`;
    case 'minHoldHours':
      return `No sale before ${hoursLimit(rule.params.hours)}`;
    case 'maxTradesPerDay':
      return `At most ${count(rule.params.n, 'trade')} a day`;
    case 'maxLossPctPerTrade':
      return `A sale loses at most ${percentLimit(rule.params.pct)} of what it cost`;
    case 'cooldownAfterLossMinutes':
      return `No entry within ${minutesLimit(rule.params.minutes)} after a loss`;
    case 'noTradingHours':
      return `No entry from ${rule.params.from} to ${rule.params.to}`;
    case 'maxPositionPct':
      return `At most ${percentLimit(rule.params.pct)} of what is held in one product`;
    case 'onlySymbols':
      return `No entry but in ${list(rule.params.symbols)}`;
  }
}

/**
 * How a rule stood with a trade: what was found, and what was asked; "the price had risen 9.4%" and "at most 8%". A limit is told as it is, and a figure that
 * rounding would take to its limit or beyond as just over or just under it. null: it was not applicable.
 */
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
          figure < 0
            ? `the price had fallen ${percent(-figure)}`
            : `the price had risen ${percentBeside(figure, bound)}`,
        asked: `at most ${percentLimit(bound)}`,
      };
    case 'minHoldHours':
      return {
        found: `held ${heldBeside(figure, bound, hoursLimit(bound))}`,
        asked: `at least ${hoursLimit(bound)}`,
      };
    case 'maxTradesPerDay':
      return { found: `trade ${figure} of the day`, asked: `at most ${bound}` };
    case 'maxLossPctPerTrade':
      return {
        found: figure > 0 ? `lost ${percentBeside(figure, bound)}` : `gained ${percent(-figure)}`,
        asked: `at most ${percentLimit(bound)} lost`,
      };
    case 'cooldownAfterLossMinutes':
      return {
        found: `${heldBeside(figure / 60, bound / 60, minutesLimit(bound))} after a loss`,
        asked: `at least ${minutesLimit(bound)}`,
      };
    case 'noTradingHours':
      return { found: `at ${value}`, asked: `not ${limit}` };
    case 'maxPositionPct':
      return {
        found: `${percentBeside(figure, bound)} of what was then held`,
        asked: `at most ${percentLimit(bound)}`,
      };
    case 'onlySymbols':
      return { found: String(value), asked: `only ${limit}` };
  }
}

function percentBeside(figure: number, bound: number): string {
  return beside({ figure, shown: oneDecimal(figure), text: percent(figure) }, bound, percentLimit(bound));
}

function heldBeside(hours: number, bound: number, limit: string): string {
  return beside({ figure: hours, ...held(hours) }, bound, limit);
}

/** A figure whose rounded size lies on the other side of its limit than it does, or at it, would contradict the verdict. */
function beside(
  { figure, shown, text }: { figure: number; shown: number; text: string },
  bound: number,
  limit: string,
): string {
  const side = Math.abs(figure - bound) <= NEAR ? 0 : Math.sign(figure - bound);
  if (side === 0) return limit;
  if (side === Math.sign(shown - bound)) return text;
  return `just ${side > 0 ? 'over' : 'under'} ${limit}`;
}

function percent(value: number): string {
  return `${oneDecimal(value)}%`;
}

function percentLimit(pct: number): string {
  return `${pct}%`;
}

/** "45 minutes", "24 hours", from 48 hours on "2.5 days", and how many hours that is. */
function held(hours: number): { shown: number; text: string } {
  if (hours < 1) {
    const minutes = Math.floor(hours * 60 + NEAR);
    return { shown: minutes / 60, text: count(minutes, 'minute') };
  }
  if (hours < DAYS_FROM_HOURS) return { shown: oneDecimal(hours), text: count(oneDecimal(hours), 'hour') };
  const days = oneDecimal(hours / HOURS_PER_DAY);
  return { shown: days * HOURS_PER_DAY, text: count(days, 'day') };
}

/** The same of a limit, in the unit that takes no rounding. */
function hoursLimit(hours: number): string {
  if (hours < 1) return count(Math.round(hours * 6000) / 100, 'minute');
  const days = hours / HOURS_PER_DAY;
  return hours >= DAYS_FROM_HOURS && days === oneDecimal(days) ? count(days, 'day') : count(hours, 'hour');
}

function minutesLimit(minutes: number): string {
  const hours = minutes / 60;
  return hours === oneDecimal(hours) ? hoursLimit(hours) : count(minutes, 'minute');
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
