import type { Result } from '../../result.ts';
import type { ActivityPage, BrokerFailure } from '../port.ts';
import { decodeCursor } from './activity-cursor.ts';
import { fetchFills } from './fetch-fills.ts';
import { fetchTransactions, fetchWallets } from './fetch-movements.ts';
import type { Reader } from './reader.ts';

/** The page at a cursor: all fills, then the list of wallets, then the transactions of one after the other. One request to Coinbase each. */
export async function fetchActivity(
  reader: Reader,
  cursor: string | null,
): Promise<Result<ActivityPage, BrokerFailure>> {
  const at = decodeCursor(cursor);
  if (!at.ok) return at;
  switch (at.value.stage) {
    case 'fills':
      return fetchFills(reader, at.value.cursor);
    case 'wallets':
      return fetchWallets(reader, at.value);
    case 'transactions':
      return fetchTransactions(reader, at.value);
  }
}
