import type { Broker } from '../../../contracts/brokers.ts';
import { storedMonths } from '../../../db/queries/snapshots.ts';
import type { Context } from '../../context.ts';
import { openSnapshot, type Snapshot } from '../../market/snapshots.ts';
import { storedRow } from '../../market/stored-choice.ts';
import { candleSources } from './markets.ts';

/** What is stored of a product's months, without asking anybody: of whatever source each is read from. A month that is not there is left out. */
export async function storedCandles(
  ctx: Context,
  { broker, symbol, months }: { broker: Broker; symbol: string; months: readonly string[] },
): Promise<Snapshot[]> {
  const order = candleSources(ctx, broker).map(({ source }) => source);
  const stored = await storedMonths(ctx.db, { broker, sources: order, symbol, months });
  const opened = await Promise.all(
    months.map((month) => {
      const row = storedRow(month, order, stored);
      return row ? openSnapshot(ctx, row) : null;
    }),
  );
  return opened.filter((snapshot) => snapshot !== null);
}
