import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { enteredCost, feedback, inventoryEvent, reflection, trade, tradeOutcome } from '../schema/trades.ts';

/** So many rows a query: a long history does not have to fit one answer. */
const FILLS_PER_QUERY = 5_000;

/**
 * Every fill of a trader up to a time, what was derived of it, and what this version of the rules has said. `digest` is null where it has
 * not spoken, or spoke during an outage only. The order of the rows is no order of the books: that is the ledger's to make.
 */
export async function fillsOfUser(db: Db, userId: string, version: number, until: Date | null = null) {
  const fills: FillRow[] = [];
  for (;;) {
    const last = fills.at(-1);
    const page = await pageOfFills(db, { userId, version, until }, last?.id ?? '');
    fills.push(...page);
    if (page.length < FILLS_PER_QUERY) return fills;
  }
}

async function pageOfFills(
  db: Db,
  { userId, version, until }: { userId: string; version: number; until: Date | null },
  after: string,
) {
  const rows = await db
    .select({
      id: trade.id,
      broker: trade.broker,
      extId: trade.extId,
      symbol: trade.symbol,
      side: trade.side,
      qty: trade.qty,
      price: trade.price,
      fee: trade.fee,
      feeCurrency: trade.feeCurrency,
      ts: trade.ts,
      venueSeq: trade.venueSeq,
      orderId: trade.orderId,
      jobId: trade.jobId,
      feeInQuote: tradeOutcome.fee,
      remembered: tradeOutcome.remembered,
      reviewAt: tradeOutcome.reviewAt,
      digest: reflection.digest,
    })
    .from(trade)
    .leftJoin(tradeOutcome, eq(tradeOutcome.tradeId, trade.id))
    .leftJoin(
      reflection,
      and(
        eq(reflection.tradeId, trade.id),
        eq(reflection.version, version),
        eq(reflection.provisional, false),
      ),
    )
    .where(
      and(
        eq(trade.userId, userId),
        sql`${trade.id} > ${after}`,
        until === null ? undefined : lte(trade.ts, until),
      ),
    )
    .orderBy(asc(trade.id))
    .limit(FILLS_PER_QUERY);
  return rows.map((row) => ({
    ...row,
    ts: row.ts.getTime(),
    reviewAt: row.reviewAt?.getTime() ?? null,
  }));
}

export type FillRow = Awaited<ReturnType<typeof pageOfFills>>[number];

/** What moved a trader's inventory without being a trade, up to a time. Movements are few beside fills. */
export async function movementsOfUser(db: Db, userId: string, until: Date | null = null) {
  const rows = await db
    .select({
      id: inventoryEvent.id,
      broker: inventoryEvent.broker,
      kind: inventoryEvent.kind,
      asset: inventoryEvent.asset,
      qty: inventoryEvent.qty,
      value: inventoryEvent.value,
      valueCurrency: inventoryEvent.valueCurrency,
      ts: inventoryEvent.ts,
    })
    .from(inventoryEvent)
    .where(
      and(eq(inventoryEvent.userId, userId), until === null ? undefined : lte(inventoryEvent.ts, until)),
    );
  return rows.map((row) => ({ ...row, ts: row.ts.getTime() }));
}

/** What the trader told the engine by hand: costs, and thumbs in the order in which they were given. */
export async function handsOf(db: Db, userId: string) {
  const [costs, votes] = await db.batch([
    db.select().from(enteredCost).where(eq(enteredCost.userId, userId)),
    db.select().from(feedback).where(eq(feedback.userId, userId)).orderBy(asc(feedback.id)),
  ]);
  return { costs, votes };
}
