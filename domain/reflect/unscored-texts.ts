import { UNKNOWN, type UnknownReason } from '../features/unknown-reason.ts';
import { IMPORT_THE_BUY } from './sell-texts.ts';

type Todos = readonly [string, ...string[]];

/** What is missing, told plainly. */
export const UNSCORED_TELLINGS = [
  (deed: string, reason: UnknownReason) => `This ${deed} has no score: ${reason}.`,
  (deed: string, reason: UnknownReason) => `Your ${deed} stays unscored for one reason: ${reason}.`,
  (deed: string, reason: UnknownReason) => `There is something missing to read this ${deed}: ${reason}.`,
  (deed: string, reason: UnknownReason) => `We could not hold this ${deed} against our rules: ${reason}.`,
] as const;

const MARKET: Todos = [
  'Next time, note your reason as you trade; for this one, write it down now while you remember it.',
  'To learn from it all the same, write down in one line why you made it.',
  'Look at your own chart of that hour and note in one line whether you followed a plan.',
  'Write down what you saw before the order, as the market data cannot tell it here.',
  'Note what you meant to do with this trade, and compare it with what came of it.',
  'Keep a line of your own on this trade: what you planned, and what you did.',
];

const UNREADABLE: Todos = [
  "Check this row in your broker's export and import it again.",
  'Compare it with what your broker shows, correct the row, and import it once more.',
  'Look the trade up at your broker, and import a fresh export if its figures differ.',
  'Look for an empty or garbled figure in this row of your file, and import it again.',
  'Check price, quantity and fee of this trade at your broker, then import it again.',
  "Find this trade in your broker's history, and import the row as it stands there.",
];

/** What the trader can do about it. */
export function todosOf(reason: UnknownReason): Todos {
  if (reason === UNKNOWN.basisUnknown) return IMPORT_THE_BUY;
  return reason === UNKNOWN.fillUnreadable ? UNREADABLE : MARKET;
}
