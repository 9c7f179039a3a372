import type { Decimal } from '../../contracts/decimal.ts';
import type { Measure } from '../../contracts/measure.ts';
import type { Stats } from '../../contracts/stats.ts';
import { lacks, type MoneyMean, meanOf, notEnough, shareOf } from './measures.ts';
import type { Trade } from './orders.ts';
import { ratioOf, sumOf, type Units } from './units.ts';

/** At 20 trades Wilson's interval of a win rate of a half is ± 0.2, and Student's t (2.09) close to the normal's: below, both say nothing. */
const FEWEST_TRADES = 20;
/** Half of that for each kind: the mean of fewer, and what is divided by it, hangs on a single trade. */
const FEWEST_OF_A_KIND = 10;

type ResultMeasures = Pick<
  Stats,
  'winRate' | 'profitFactor' | 'expectancy' | 'averageWin' | 'averageLoss' | 'averageR'
>;

/** What the results of trades come to. A break-even is a trade like any: it lowers the win rate, and counts in expectancy. */
export function measureResults(trades: readonly Trade[], riskPerTrade: Decimal | null): ResultMeasures {
  const few = lacks('trades', trades.length, FEWEST_TRADES);
  const wins = netsOf(trades.filter(({ result }) => result.kind === 'win'));
  const losses = netsOf(trades.filter(({ result }) => result.kind === 'loss'));
  const fewWins = lacks('wins', wins.length, FEWEST_OF_A_KIND);
  const fewLosses = lacks('losses', losses.length, FEWEST_OF_A_KIND);
  const averages = { averageWin: fewWins ?? meanOf(wins), averageLoss: fewLosses ?? meanOf(losses) };
  if (few) return { winRate: few, profitFactor: few, expectancy: few, averageR: few, ...averages };
  const expectancy = meanOf(netsOf(trades));
  return {
    winRate: shareOf({ hits: wins.length, n: trades.length }),
    profitFactor: fewLosses ?? fewWins ?? profitFactor(wins, losses),
    expectancy,
    averageR: inR(expectancy, riskPerTrade),
    ...averages,
  };
}

function netsOf(trades: readonly Trade[]): Units[] {
  return trades.map(({ result }) => result.net);
}

function profitFactor(wins: readonly Units[], losses: readonly Units[]): Measure {
  const factor = ratioOf(sumOf(wins), -sumOf(losses));
  return { known: true, value: factor, n: wins.length + losses.length };
}

/** The risk is the same for every trade, so that the mean of all R is the mean result over it. */
function inR({ value, n, low, high }: MoneyMean, risk: Decimal | null): Measure {
  if (risk === null) return notEnough('no risk per trade is set', n, FEWEST_TRADES);
  const over = (amount: Decimal) => Number(amount) / Number(risk);
  return { known: true, value: over(value), n, low: over(low), high: over(high) };
}
