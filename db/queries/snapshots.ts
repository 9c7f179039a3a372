import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { Db } from '../client.ts';
import { baseRate, candleChoice, candleRefusal, candleSnapshot } from '../schema/market.ts';

export type SnapshotRow = typeof candleSnapshot.$inferSelect;

/** The snapshots in force of months, the one of each source and month that reaches furthest; as a query, to be sent together with others. */
export function inForce(
  db: Db,
  isOfSource: SQL,
  wanted: { symbol: string; granularity: '1h'; months: readonly string[] },
) {
  return db
    .selectDistinctOn([candleSnapshot.source, candleSnapshot.month])
    .from(candleSnapshot)
    .where(
      and(
        isOfSource,
        eq(candleSnapshot.symbol, wanted.symbol),
        eq(candleSnapshot.granularity, wanted.granularity),
        inArray(candleSnapshot.month, [...wanted.months]),
      ),
    )
    .orderBy(
      candleSnapshot.source,
      candleSnapshot.month,
      sql`${candleSnapshot.coveredUntil} desc, ${candleSnapshot.createdAt}, ${candleSnapshot.hash}`,
    );
}

/** What is stored of a venue's product: whose bars its months are read from, what there is of each source, and which of them do not have it. */
export async function storedMonths(
  db: Db,
  wanted: { broker: Broker; sources: readonly string[]; symbol: string; months: readonly string[] },
): Promise<{ choices: { month: string; source: string }[]; rows: SnapshotRow[]; refusals: string[] }> {
  const { broker, sources, symbol, months } = wanted;
  if (months.length === 0) return { choices: [], rows: [], refusals: [] };
  const isChosen = and(
    eq(candleChoice.broker, broker),
    eq(candleChoice.symbol, symbol),
    inArray(candleChoice.month, [...months]),
  );
  const chosen = db.select({ source: candleChoice.source }).from(candleChoice).where(isChosen);
  const [choices, rows, refusals] = await db.batch([
    db.select({ month: candleChoice.month, source: candleChoice.source }).from(candleChoice).where(isChosen),
    inForce(
      db,
      sql`(${inArray(candleSnapshot.source, [...sources])} or ${inArray(candleSnapshot.source, chosen)})`,
      { symbol, granularity: '1h', months },
    ),
    db
      .select({ source: candleRefusal.source })
      .from(candleRefusal)
      .where(
        and(
          inArray(candleRefusal.source, [...sources]),
          eq(candleRefusal.symbol, symbol),
          sql`${candleRefusal.refusedAt} > now() - interval '1 hour'`,
        ),
      ),
  ]);
  return { choices, rows, refusals: refusals.map(({ source }) => source) };
}

/** Months that are read from a source from now on. `was`: the choice that this one takes the place of; null where there is none. */
export interface SourceChoice {
  month: string;
  source: string;
  was: string | null;
}

/** Keeps choices, unless somebody else has chosen meanwhile; answers those that hold. */
export async function chooseSources(
  db: Db,
  { broker, symbol }: { broker: Broker; symbol: string },
  choices: readonly SourceChoice[],
): Promise<{ month: string; source: string }[]> {
  if (choices.length === 0) return [];
  const [, { rows }] = await db.batch([
    db.execute(sql`
      insert into candle_choice (broker, symbol, month, source)
      select ${broker}, ${symbol}, month, source
      from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb) as made (month text, source text, was text)
      order by month
      on conflict (broker, symbol, month) do update set source = excluded.source
        where candle_choice.source = (
          select was from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb) as made (month text, was text)
          where made.month = excluded.month)`),
    db.execute<{ month: string; source: string }>(sql`
      select month, source from candle_choice
      where broker = ${broker} and symbol = ${symbol}
        and month in (select jsonb_array_elements_text(${JSON.stringify(choices.map(({ month }) => month))}::jsonb))`),
  ]);
  return rows;
}

/** A source says that it does not have a product. One of whose bars some are stored had it, and is asked again. */
export async function saveRefusal(
  db: Db,
  { source, symbol }: { source: string; symbol: string },
): Promise<void> {
  await db.execute(sql`
    insert into candle_refusal (source, symbol, refused_at)
    select ${source}, ${symbol}, now()
    where not exists (select from candle_snapshot where source = ${source} and symbol = ${symbol} and bars > 0)
    on conflict (source, symbol) do update set refused_at = excluded.refused_at`);
}

/** Of a product that nothing was traded in since, the file is the same as before; then its row tells how far it reaches by now. */
export async function saveSnapshots(db: Db, rows: (typeof candleSnapshot.$inferInsert)[]): Promise<void> {
  await db
    .insert(candleSnapshot)
    .values(rows)
    .onConflictDoUpdate({
      target: candleSnapshot.hash,
      set: { coveredUntil: sql`excluded.covered_until` },
      setWhere: sql`${candleSnapshot.coveredUntil} < excluded.covered_until`,
    });
}

/** A month that is not over is counted anew as it grows. */
export async function saveBaseRates(db: Db, rows: (typeof baseRate.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(baseRate)
    .values(rows)
    .onConflictDoUpdate({
      target: [baseRate.source, baseRate.symbol, baseRate.month, baseRate.version],
      set: { hours: sql`excluded.hours`, met: sql`excluded.met` },
      setWhere: sql`${baseRate.hours} <= excluded.hours`,
    });
}

/** Snapshots by name, whether they are in force or not. */
export async function snapshotsByHash(db: Db, hashes: readonly string[]): Promise<SnapshotRow[]> {
  return db
    .select()
    .from(candleSnapshot)
    .where(inArray(candleSnapshot.hash, [...hashes]));
}
