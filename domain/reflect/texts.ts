import type { Facts } from './facts.ts';

type Telling = (facts: Facts) => string;

/** What a reflection says of one kind of trade: what happened, and one habit. Any of one goes with any of the other. */
export type Texts = {
  happened: readonly [Telling, ...Telling[]];
  habits: readonly [string, ...string[]];
};

/*
 * Figures come from facts only, so no digit may stand in a text. Each text is one sentence. The tone is that of a coach who
 * reads the record: it tells, it does not scold or praise, advise on markets, foretell, or name a mood that nobody measured.
 */

/** What is known, joined: "6.1% down on the day with RSI at 44.2". */
export function scene({ day, rsi }: Facts): string {
  const parts = [day, rsi === null ? null : `with ${rsi}`].filter((part) => part !== null);
  return parts.join(' ');
}

/** The words and the fact behind them; nothing where there is no fact. */
export function lead(words: string, fact: string | null): string {
  return fact === null || fact === '' ? '' : words + fact;
}
