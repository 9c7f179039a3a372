import { median } from '../quantile.ts';
import { sum } from './judge.ts';
import type { FeedRun, Figures, Phase } from './run.ts';
import type { FeedSystem } from './system.ts';

interface Line {
  phase: Phase;
  what: string;
  unit: string;
  figure: keyof Figures;
  digits: number;
  /** What is asked of the product: a limit of its own, or a share of what the ws peer does. */
  budget: { atMost: number } | { shareOfWs: number };
}

const LINES: readonly Line[] = [
  {
    phase: 'latency',
    what: 'append to delivered frame, p50',
    unit: 'ms',
    figure: 'p50Ms',
    digits: 2,
    budget: { atMost: 3 },
  },
  {
    phase: 'latency',
    what: 'append to delivered frame, p99',
    unit: 'ms',
    figure: 'p99Ms',
    digits: 2,
    budget: { atMost: 12 },
  },
  {
    phase: 'replay',
    what: 'replay of 10,000 missed events',
    unit: 'ms',
    figure: 'replayMs',
    digits: 0,
    budget: { atMost: 60 },
  },
  {
    phase: 'reconnect',
    what: '500 sockets reconnect at once, all resumed',
    unit: 'ms',
    figure: 'reconnectMs',
    digits: 0,
    budget: { atMost: 600 },
  },
  {
    phase: 'hot user',
    what: 'one hot user, appends of 50',
    unit: 'events/s',
    figure: 'eventsPerS',
    digits: 0,
    budget: { shareOfWs: 0.5 },
  },
];

export type Runs = ReadonlyMap<FeedSystem['name'], readonly FeedRun[]>;

/** Prints the medians with their rounds, the product's ratio to each peer, and what the judge found. Answers whether all is as it must be. */
export function printReport(runs: Runs): boolean {
  const budgets = LINES.map((line) => printLine(runs, line));
  const verdicts = [...new Set(LINES.map(({ phase }) => phase))].map((phase) => printVerdicts(runs, phase));
  return [...budgets, ...verdicts].every(Boolean);
}

function printLine(runs: Runs, { what, unit, figure, digits, budget }: Line): boolean {
  const roundsOf = (name: FeedSystem['name']) => (runs.get(name) ?? []).map(({ figures }) => figures[figure]);
  const own = median(roundsOf('product'));
  const kept = 'atMost' in budget ? own <= budget.atMost : own >= budget.shareOfWs * median(roundsOf('ws'));
  const asked =
    'atMost' in budget ? `at most ${budget.atMost} ${unit}` : `at least ${budget.shareOfWs} of the ws peer's`;
  console.log(`\n${what}: ${asked}: ${kept ? 'kept' : 'MISSED'}`);
  for (const name of runs.keys()) {
    const rounds = roundsOf(name);
    const ratio = name === 'product' ? '' : `; product / ${name}: ${(own / median(rounds)).toFixed(2)}`;
    const each = rounds.map((value) => value.toFixed(digits)).join(' / ');
    console.log(
      `  ${name.padEnd(10)}${median(rounds).toFixed(digits).padStart(8)} ${unit} (${each})${ratio}`,
    );
  }
  return kept;
}

/** Only the product's faults fail the benchmark: a peer's are its own, and told. */
function printVerdicts(runs: Runs, phase: Phase): boolean {
  console.log(`\n${phase}, what the clients' ids say, all rounds:`);
  let clean = true;
  for (const [name, of] of runs) {
    const { lost, doubled, inverted } = sum(of.map(({ verdicts }) => verdicts[phase]));
    console.log(`  ${name.padEnd(10)}lost ${lost}, doubled ${doubled}, inverted ${inverted}`);
    if (name === 'product') clean = lost + doubled + inverted === 0;
  }
  return clean;
}
