import { ok, type Result } from '../../result.ts';
import type { ActivityPage, BrokerFailure } from '../port.ts';
import { encodeStage } from './activity-cursor.ts';
import { mapFill } from './map-fill.ts';
import type { Reader } from './reader.ts';
import { FillsAnswerSchema } from './schema.ts';

const PAGE_SIZE = '250';

/** A page of `GET /api/v3/brokerage/orders/historical/fills`; after the last one come the wallets. */
export async function fetchFills(
  { api, credentials, since, until }: Reader,
  cursor: string | null,
): Promise<Result<ActivityPage, BrokerFailure>> {
  const answer = await api.get(
    credentials,
    '/api/v3/brokerage/orders/historical/fills',
    {
      start_sequence_timestamp: since.toISOString(),
      end_sequence_timestamp: until.toISOString(),
      limit: PAGE_SIZE,
      cursor,
    },
    FillsAnswerSchema,
  );
  if (!answer.ok) return answer;
  const now = new Date();
  const page: ActivityPage = {
    fills: [],
    movements: [],
    rejected: [],
    nextCursor: answer.value.cursor || encodeStage({ stage: 'wallets', after: null }),
  };
  for (const row of answer.value.fills) {
    const mapped = mapFill(row, now);
    if ('fill' in mapped) page.fills.push(mapped.fill);
    else page.rejected.push(mapped.rejected);
  }
  return ok(page);
}
