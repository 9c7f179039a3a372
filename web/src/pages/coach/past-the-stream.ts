import type { Trade } from '../../../../contracts/trades.ts';

/**
 * What an empty stream means. A reflection leaves it 90 days after it was made, while its trade stays.
 * @param newest the newest trade, or none
 */
export function pastTheStream(newest: Pick<Trade, 'labels'> | undefined): 'no-trades' | 'not-read' | 'older' {
  if (newest === undefined) return 'no-trades';
  return newest.labels.length === 0 ? 'not-read' : 'older';
}
