import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** An immutable file of candles in R2, named by its content. The newest row of a month is the one in force; older ones stay for the tags that read them. */
export const candleSnapshot = pgTable(
  'candle_snapshot',
  {
    /** SHA-256 of the file, hex. */
    hash: text('hash').primaryKey(),
    source: text('source').notNull(),
    symbol: text('symbol').notNull(),
    granularity: text('granularity', { enum: ['1h'] }).notNull(),
    /** YYYY-MM, UTC. */
    month: text('month').notNull(),
    bars: integer('bars').notNull(),
    /** Everything that closed before this instant is in the file. */
    coveredUntil: instant('covered_until').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('candle_snapshot_series_idx').on(
      table.source,
      table.symbol,
      table.granularity,
      table.month,
      table.coveredUntil,
    ),
  ],
);
