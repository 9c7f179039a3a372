import type { RuleCheck } from '../../contracts/rules.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { openZone } from '../history/local-time.ts';
import type { Situation } from '../rules/situation.ts';
import type { SimulatedTrade } from './position.ts';

/** What was kept of an entry when it was scored. */
export type RecalledEntry = {
  /** The evidence's figures by name, see behaviour-figures.ts; those that were not known are not in it. */
  figures: Readonly<Record<string, number>>;
  /** How the rules of then stood with it: their values are the entry's, whatever their limits. */
  checks: readonly RuleCheck[];
};

/** For so long a larger loss may stand in the figure in place of a later one; see losses.ts. */
const ANSWER_MINUTES = 60;

/**
 * An entry as the rules of now look at it, out of what was kept of it: to hold one trade against a new rule its whole past need not be gone over. What
 * was not kept is not known, and no rule that looks at it is broken: the position's share, unless a rule of then looked at it; and how long ago the
 * last loss was, where a larger one of the hour before stands in its place and that was longer ago than the rule's own time.
 * @param changeOver of the market, see market-features.ts
 */
export function recallSituation(
  { symbol, side, ts }: SimulatedTrade,
  { figures, checks }: RecalledEntry,
  {
    timezone,
    changeOver,
    cooldownMinutes,
  }: {
    timezone: string;
    changeOver: (hours: number) => Figure;
    /** Of the rule that is asked about, if there is one. */
    cooldownMinutes: number | null;
  },
): Situation {
  const checkedValue = (kind: RuleCheck['kind']) => {
    const value = checks.find((check) => check.kind === kind)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const share = checkedValue('maxPositionPct');
  return {
    side,
    symbol,
    ts,
    minuteOfDay: openZone(timezone).minuteOf(ts),
    changeOver,
    dayTrades: figureOf(checkedValue('maxTradesPerDay') ?? figures.day_trades, UNKNOWN.tooFewTrades),
    minutesSinceLoss: sinceLoss(
      checkedValue('cooldownAfterLossMinutes'),
      figures.minutes_since_loss,
      cooldownMinutes,
    ),
    positionShare: figureOf(share === undefined ? undefined : share / 100, UNKNOWN.nothingElseHeld),
    heldHours: unknown(UNKNOWN.notAnExit),
    resultVsEntry: unknown(UNKNOWN.notAnExit),
  };
}

function sinceLoss(checked: number | undefined, figure: number | undefined, minutes: number | null): Figure {
  if (checked !== undefined) return known(checked);
  if (figure === undefined) return unknown(UNKNOWN.noLossBefore);
  const mayBeLess = figure <= ANSWER_MINUTES && minutes !== null && figure >= minutes;
  return mayBeLess ? unknown(UNKNOWN.tooFewTrades) : known(figure);
}

function figureOf(value: number | undefined, reason: Parameters<typeof unknown>[0]): Figure {
  return value === undefined ? unknown(reason) : known(value);
}
