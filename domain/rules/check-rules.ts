import type { RuleCheck, RuleKind, RuleParams, RuleSpec } from '../../contracts/rules.ts';
import type { Side } from '../../contracts/side.ts';
import type { Figure } from '../features/unknown-reason.ts';
import type { Situation } from './situation.ts';

/** A rule against a situation, but for its kind. */
type Check = Omit<RuleCheck, 'kind'>;
type Limits = readonly RuleSpec[];

/** Figures are floats: what is as near to a limit as this lies at it, and keeps it. */
const NEAR = 1e-9;

/**
 * Holds rules against a trade: each is kept, broken, or not applicable with the reason. Values and limits are in the unit that the rule is written in
 * (percent, hours, minutes, orders).
 */
export function checkRules(rules: readonly RuleSpec[], situation: Situation): RuleCheck[] {
  return rules.map((rule) => ({ kind: rule.kind, ...check(rule, situation, rules) }));
}

function check({ kind, params }: RuleSpec, situation: Situation, all: Limits): Check {
  switch (kind) {
    case 'avoidSpikeOverPct':
      return ofEntry(situation, params.pct, () =>
        atMost(percent(situation.changeOver(params.lookbackHours)), params.pct),
      );
    case 'cooldownAfterLossMinutes':
      return ofEntry(situation, params.minutes, () => afterCooldown(situation.minutesSinceLoss, params));
    case 'maxPositionPct':
      return ofEntry(situation, params.pct, () => atMost(percent(situation.positionShare), params.pct));
    case 'noTradingHours':
      return ofEntry(situation, `${params.from}–${params.to}`, () =>
        outsideHours(situation.minuteOfDay, params),
      );
    case 'onlySymbols':
      return ofEntry(situation, params.symbols.join(', '), () => ({
        verdict: params.symbols.includes(situation.symbol) ? 'kept' : 'broken',
        value: situation.symbol,
        limit: params.symbols.join(', '),
      }));
    case 'maxTradesPerDay':
      return atMost(situation.dayTrades, params.n);
    case 'minHoldHours':
      return ofExit(situation, params.hours, () => longEnough(situation, params, all));
    case 'maxLossPctPerTrade':
      return ofExit(situation, params.pct, () => lossWithin(situation.resultVsEntry, params));
  }
}

/** A sale opens nothing, a buy closes nothing: rules of the other side have nothing to say of it. */
function ofEntry({ side }: Situation, limit: RuleCheck['limit'], check: () => Check): Check {
  return side === 'BUY' ? check() : notApplicable('it speaks of buys', limit);
}

function ofExit({ side }: Situation, limit: RuleCheck['limit'], check: () => Check): Check {
  return side === 'SELL' ? check() : notApplicable('it speaks of sales', limit);
}

function notApplicable(reason: string, limit: RuleCheck['limit']): Check {
  return { verdict: 'not_applicable', value: null, limit, reason };
}

function atMost(figure: Figure, limit: number): Check {
  if (!figure.known) return notApplicable(figure.reason, limit);
  return { verdict: figure.value <= limit + NEAR ? 'kept' : 'broken', value: figure.value, limit };
}

function percent(figure: Figure): Figure {
  return figure.known ? { known: true, value: figure.value * 100 } : figure;
}

function afterCooldown(sinceLoss: Figure, { minutes }: RuleParams<'cooldownAfterLossMinutes'>): Check {
  if (!sinceLoss.known) return notApplicable(sinceLoss.reason, minutes);
  return { verdict: sinceLoss.value >= minutes ? 'kept' : 'broken', value: sinceLoss.value, limit: minutes };
}

function outsideHours(minute: number, { from, to }: RuleParams<'noTradingHours'>): Check {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isWithin = start < end ? minute >= start && minute < end : minute >= start || minute < end;
  return { verdict: isWithin ? 'broken' : 'kept', value: clockTime(minute), limit: `${from}–${to}` };
}

/** A sale that cuts a loss where the trader's own limit says so may come early. */
function longEnough(situation: Situation, { hours }: RuleParams<'minHoldHours'>, all: Limits): Check {
  const { heldHours, resultVsEntry } = situation;
  if (!heldHours.known) return notApplicable(heldHours.reason, hours);
  if (heldHours.value >= hours - NEAR) return { verdict: 'kept', value: heldHours.value, limit: hours };
  const stop = all.find((rule) => rule.kind === 'maxLossPctPerTrade');
  const isStop = stop !== undefined && resultVsEntry.known && resultVsEntry.value < 0;
  if (isStop && check(stop, situation, all).verdict === 'kept') {
    return { ...notApplicable('it kept to your limit on losses', hours), value: heldHours.value };
  }
  return { verdict: 'broken', value: heldHours.value, limit: hours };
}

function lossWithin(result: Figure, { pct }: RuleParams<'maxLossPctPerTrade'>): Check {
  if (!result.known) return notApplicable(result.reason, pct);
  return {
    verdict: result.value * 100 >= -pct - NEAR ? 'kept' : 'broken',
    value: -result.value * 100,
    limit: pct,
  };
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function clockTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(Math.floor(minute) % 60)}`;
}

/** Of which a rule is written: it speaks of entries, of exits, or of both. */
export const SPEAKS_OF: Record<RuleKind, 'entries' | 'exits' | 'both'> = {
  avoidSpikeOverPct: 'entries',
  minHoldHours: 'exits',
  maxTradesPerDay: 'both',
  maxLossPctPerTrade: 'exits',
  cooldownAfterLossMinutes: 'entries',
  noTradingHours: 'entries',
  maxPositionPct: 'entries',
  onlySymbols: 'entries',
};

/**
 * Whether what came of a rule is counted with orders of this side. A rule that speaks of both is held against each buy and against the sale of the same
 * lots: their one result is the sale's.
 */
export function countsResultOf(kind: RuleKind, side: Side): boolean {
  return SPEAKS_OF[kind] !== 'both' || side === 'SELL';
}
