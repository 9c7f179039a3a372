import { index, integer, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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
    /** The last bar's close and when it closed: the newest price that is known without opening the file. */
    lastClose: numeric('last_close'),
    lastCloseAt: instant('last_close_at'),
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

/** How often the FOMO rule was met in a month of a product's hours: what a trader's own share of such buys is held against. */
export const baseRate = pgTable(
  'base_rate',
  {
    source: text('source').notNull(),
    symbol: text('symbol').notNull(),
    /** YYYY-MM, UTC. */
    month: text('month').notNull(),
    version: integer('version').notNull(),
    hours: integer('hours').notNull(),
    met: integer('met').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.symbol, table.month, table.version] })],
);
