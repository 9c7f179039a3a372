import { UNKNOWN, type UnknownReason } from '../features/unknown-reason.ts';

type Todo = (symbol: string) => string;
type Todos = readonly [Todo, ...Todo[]];

/** What is missing, told plainly. */
export const UNSCORED_TELLINGS = [
  (deed: string, reason: UnknownReason) => `This ${deed} has no score: ${reason}.`,
  (deed: string, reason: UnknownReason) => `Your ${deed} stays unscored for one reason: ${reason}.`,
  (deed: string, reason: UnknownReason) => `There is something missing to read this ${deed}: ${reason}.`,
] as const;

const MARKET: Todos = [
  () => 'Next time, note your reason as you trade; for this one, write it down now while you remember it.',
  () => 'To learn from it all the same, write down in one line why you made it and how calm you were.',
  () => 'Look at your own chart of that hour and note in one line whether you followed a plan.',
];

const BASIS: Todos = [
  (symbol) => `Import your older ${symbol} trades, so that the buy behind this sale is known.`,
  (symbol) => `Fetch the history of ${symbol} from before this sale, and its result can be told.`,
  (symbol) => `Bring in the earlier ${symbol} buys from your broker's export to see what this sale earned.`,
];

const UNREADABLE: Todos = [
  () => "Check this row in your broker's export and import it again.",
  () => 'Compare it with what your broker shows, correct the row, and import it once more.',
  () => 'Look the trade up at your broker, and import a fresh export if its figures differ.',
];

/** What the trader can do about it. */
export function todosOf(reason: UnknownReason): Todos {
  if (reason === UNKNOWN.basisUnknown) return BASIS;
  return reason === UNKNOWN.fillUnreadable ? UNREADABLE : MARKET;
}
