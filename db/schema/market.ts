import { index, integer, jsonb, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { BROKERS } from '../../contracts/brokers.ts';
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
    /** Everything that closed before this instant is in the file. Rises where nothing was traded since. */
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

/**
 * Whose bars a month of a venue's product is read from. Written when the month is first read and changed only while that source does not answer, so
 * that what is read once is read again.
 */
export const candleChoice = pgTable(
  'candle_choice',
  {
    broker: text('broker', { enum: BROKERS }).notNull(),
    symbol: text('symbol').notNull(),
    /** YYYY-MM, UTC. */
    month: text('month').notNull(),
    source: text('source').notNull(),
  },
  (table) => [primaryKey({ columns: [table.broker, table.symbol, table.month] })],
);

/** Months that are being fetched: one worker asks the source, the others wait for what it stores. Gone once the month is stored. */
export const candleFetch = pgTable(
  'candle_fetch',
  {
    source: text('source').notNull(),
    symbol: text('symbol').notNull(),
    /** YYYY-MM, UTC. */
    month: text('month').notNull(),
    owner: text('owner').notNull(),
    leaseUntil: instant('lease_until').notNull(),
    /** Why the owner brought nothing, for those who wait for it. */
    failure: jsonb('failure').$type<unknown>(),
  },
  (table) => [primaryKey({ columns: [table.source, table.symbol, table.month] })],
);

/** Products that a source said it does not have: it is not asked for them again for an hour. */
export const candleRefusal = pgTable(
  'candle_refusal',
  {
    source: text('source').notNull(),
    symbol: text('symbol').notNull(),
    refusedAt: instant('refused_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.symbol] })],
);

/** Products whose months are to be completed: filled once a week, worked off minute by minute. */
export const candleUpkeep = pgTable(
  'candle_upkeep',
  {
    broker: text('broker', { enum: BROKERS }).notNull(),
    symbol: text('symbol').notNull(),
    /** YYYY-MM, UTC, sorted. */
    months: jsonb('months').$type<string[]>().notNull(),
    /** Nobody takes it before. */
    dueAt: instant('due_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.broker, table.symbol] })],
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
