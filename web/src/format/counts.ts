import type { Stats } from '../../../contracts/stats.ts';
import { formatCount } from './decimal.ts';

type Tally = Pick<Stats, 'trades' | 'wins' | 'losses' | 'breakEvens'>;

/** '1 trade', '84 trades' */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** '46 won, 36 lost, 2 even'; a part that is nought is left out. */
export function tellOutcomes({ wins, losses, breakEvens }: Tally): string {
  const parts: [number, string][] = [
    [wins, 'won'],
    [losses, 'lost'],
    [breakEvens, 'even'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
    .join(', ');
}

/** '3 of 5', or a dash: few trades make no percentage. */
export function tellWon({ wins, trades }: Pick<Tally, 'wins' | 'trades'>): string {
  return trades === 0 ? '—' : `${formatCount(wins)} of ${formatCount(trades)}`;
}
