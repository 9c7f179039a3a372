import type { Thresholds } from '../../contracts/thresholds.ts';
import type { Remembered } from '../history/remembered.ts';
import { openTrailingWindow, type TrailingWindow } from '../history/trailing-window.ts';
import type { Criterion } from './criterion.ts';
import type { Rule } from './rule.ts';

const PRIOR_WEIGHT = 30;
const FEWEST_TRADES = 30;
const TRADES_KEPT = 200;
const MOST_STEPS = 2;
/** The trader's own 90th percentile for a lower bound, the 10th for an upper one: past it lies the trader's own extreme tenth. */
const OWN_SHARE = { '>=': 0.9, '<=': 0.1 };

type Row = Thresholds['thresholds'][number];

/** A rule whose thresholds follow the trader. */
export type MovingRule = {
  /** As everybody starts with it. */
  readonly prior: Rule;
  current(): Rule;
  remember(figures: Remembered): void;
  rows(): Row[];
};

type Mover = {
  criterion: Criterion & { name: keyof Remembered; op: '>=' | '<=' };
  figures: TrailingWindow;
};

/**
 * Opens the rule of a trader without a past. Conjugate normal update of each threshold: θ starts as N(prior, σ²/30), as if 30
 * trades had told it; the trader's own percentile over n trades counts as a reading of θ with variance σ²/n. The posterior's mean
 * weighs both by their precision, 30/σ² and n/σ², and σ² cancels:
 *
 *   posterior = (30 · prior + n · own) / (30 + n)
 *
 * n counts the trades with the figure among the last 200; below 30 the prior stands. Criteria of other figures
 * do not move.
 */
export function openMovingRule(prior: Rule): MovingRule {
  const movers = prior.criteria.map(openMover);
  return {
    prior,
    current: () => ({
      ...prior,
      criteria: prior.criteria.map((criterion, i) => moved(prior, criterion, movers[i] ?? null)),
    }),
    remember(figures) {
      for (const mover of movers) mover?.figures.add(figures[mover.criterion.name]);
    },
    rows: () => movers.flatMap((mover) => (mover === null ? [] : [rowOf(prior, mover)])),
  };
}

function openMover(criterion: Criterion): Mover | null {
  const { name, op } = criterion;
  if (!isRemembered(name) || (op !== '>=' && op !== '<=')) return null;
  return { criterion: { ...criterion, name, op }, figures: openTrailingWindow(TRADES_KEPT) };
}

const REMEMBERED: Readonly<Record<keyof Remembered, true>> = {
  pct_change_24h_before: true,
  RSI_14: true,
  BB_pos: true,
  drawdown_recent: true,
  support_distance: true,
};

function isRemembered(name: string): name is keyof Remembered {
  return name in REMEMBERED;
}

function moved(rule: Rule, criterion: Criterion, mover: Mover | null): Criterion {
  if (mover === null) return criterion;
  const own = ownOf(mover);
  if (own === null) return criterion;
  const { threshold: prior } = criterion;
  const posterior = posteriorOf(prior, own, mover.figures.count());
  return { ...criterion, threshold: bounded(rule, mover.criterion, posterior), prior };
}

/**
 * Held all at once, three own percentiles are met far more rarely than each, and whoever acts on impulse most often would be told of it
 * least. So a rule about an impulse is never more lenient than everybody's, and no threshold moves by more than two steps.
 */
function bounded({ praise }: Rule, { op, threshold, scale }: Mover['criterion'], posterior: number): number {
  const reach = MOST_STEPS * scale;
  const lenient = praise ? reach : 0;
  const [low, high] = op === '>=' ? [reach, lenient] : [lenient, reach];
  return Math.min(Math.max(posterior, threshold - low), threshold + high);
}

function ownOf({ criterion, figures }: Mover): number | null {
  return figures.count() < FEWEST_TRADES ? null : figures.quantile(OWN_SHARE[criterion.op]);
}

function posteriorOf(prior: number, own: number, n: number): number {
  return (PRIOR_WEIGHT * prior + n * own) / (PRIOR_WEIGHT + n);
}

function rowOf(rule: Rule, mover: Mover): Row {
  const { name, op, threshold: prior } = mover.criterion;
  const own = ownOf(mover);
  const n = mover.figures.count();
  const posterior = own === null ? prior : posteriorOf(prior, own, n);
  const inForce = bounded(rule, mover.criterion, posterior);
  return { label: rule.label, name, op, prior, own, posterior, inForce, n, minimum: FEWEST_TRADES };
}
