import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { Evidence } from '../../contracts/features.ts';
import type { Label } from '../../contracts/labels.ts';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

/** A fill as the broker tells it: raw, never edited. */
export const trade = pgTable(
  'trade',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    broker: text('broker', { enum: ['coinbase', 'binance'] }).notNull(),
    extId: text('ext_id').notNull(),
    symbol: text('symbol').notNull(),
    side: text('side', { enum: ['BUY', 'SELL'] }).notNull(),
    qty: numeric('qty').notNull(),
    price: numeric('price').notNull(),
    fee: numeric('fee'),
    feeCurrency: text('fee_currency'),
    ts: instant('ts').notNull(),
    /** The venue's own sequence, where it tells one: it orders fills of the same instant. */
    venueSeq: text('venue_seq'),
    /** The import that brought it. */
    jobId: text('job_id'),
  },
  (table) => [
    unique('trade_user_id_broker_ext_id_key').on(table.userId, table.broker, table.extId),
    index('trade_user_id_ts_idx').on(table.userId, table.ts, table.id),
    index('trade_symbol_idx').on(table.symbol),
    check('trade_qty_positive', sql`${table.qty} > 0`),
    check('trade_price_positive', sql`${table.price} > 0`),
  ],
);

/** What the ledger derives from the fills, kept so that a list is one query. Recomputable at any time. */
export const tradeOutcome = pgTable('trade_outcome', {
  tradeId: ulidColumn('trade_id')
    .primaryKey()
    .references(() => trade.id, { onDelete: 'cascade' }),
  userId: ulidColumn('user_id').notNull(),
  basis: text('basis', { enum: ['known', 'partial', 'unknown'] }),
  pnl: numeric('pnl'),
  heldHours: doublePrecision('held_hours'),
});

export const biasTag = pgTable(
  'bias_tag',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    tradeId: ulidColumn('trade_id')
      .notNull()
      .references(() => trade.id, { onDelete: 'cascade' }),
    label: text('label').$type<Label>().notNull(),
    confidence: doublePrecision('confidence').notNull(),
    version: integer('version').notNull(),
    features: jsonb('features').$type<Evidence>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('bias_tag_trade_id_label_version_key').on(table.tradeId, table.label, table.version),
    index('bias_tag_trade_id_idx').on(table.tradeId),
    index('bias_tag_user_id_label_idx').on(table.userId, table.label),
  ],
);

export const reflection = pgTable(
  'reflection',
  {
    tradeId: ulidColumn('trade_id')
      .notNull()
      .references(() => trade.id, { onDelete: 'cascade' }),
    userId: ulidColumn('user_id').notNull(),
    version: integer('version').notNull(),
    insight: text('insight').notNull(),
    sparkline: doublePrecision('sparkline').array().notNull(),
    /** Said during an outage of the market data; the next scoring replaces it. */
    provisional: boolean('provisional').notNull().default(false),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [unique('reflection_trade_id_version_key').on(table.tradeId, table.version)],
);
