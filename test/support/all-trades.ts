import { type Trade, TradesResponseSchema } from '../../contracts/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';

export async function allTrades(client: TwinClient, query = ''): Promise<Trade[]> {
  const trades: Trade[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/api/trades?limit=200${query}${cursor && `&cursor=${cursor}`}`;
    const page: { trades: Trade[]; cursor: string | null } = await parse(
      await client.get(path),
      TradesResponseSchema,
    );
    trades.push(...page.trades);
    cursor = page.cursor;
  }
  return trades;
}
