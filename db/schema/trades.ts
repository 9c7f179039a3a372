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
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { BROKERS } from '../../contracts/brokers.ts';
import type { Conditions, Peers, Remembered } from '../../contracts/derived.ts';
import type { Evidence } from '../../contracts/features.ts';
import { MOVEMENT_KINDS } from '../../contracts/imports.ts';
import type { Label } from '../../contracts/labels.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Excursion } from '../../contracts/trades.ts';
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
    broker: text('broker', { enum: BROKERS }).notNull(),
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
    /** The venue's id of the order, where it tells one. */
    orderId: text('order_id'),
    /** The import that brought it. */
    jobId: text('job_id'),
    /** Where its id comes from: of one and the same fill the venue's API and its export may tell different ids. */
    source: text('source').notNull().default('api'),
  },
  (table) => [
    unique('trade_user_id_broker_ext_id_key').on(table.userId, table.broker, table.extId),
    index('trade_user_id_ts_idx').on(table.userId, table.ts, table.id),
    index('trade_symbol_idx').on(table.symbol),
    check('trade_qty_positive', sql`${table.qty} > 0`),
    check('trade_price_positive', sql`${table.price} > 0`),
  ],
);

/** What changed the trader's inventory without being a trade: transfers, rewards, the legs of converts. Raw, never edited. */
export const inventoryEvent = pgTable(
  'inventory_event',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    broker: text('broker', { enum: BROKERS }).notNull(),
    extId: text('ext_id').notNull(),
    kind: text('kind', { enum: MOVEMENT_KINDS }).notNull(),
    asset: text('asset').notNull(),
    qty: numeric('qty').notNull(),
    /** Worth of the whole; null: not known. */
    value: numeric('value'),
    valueCurrency: text('value_currency'),
    ts: instant('ts').notNull(),
    jobId: text('job_id'),
    source: text('source').notNull().default('api'),
  },
  (table) => [
    unique('inventory_event_user_id_broker_ext_id_key').on(table.userId, table.broker, table.extId),
    index('inventory_event_user_id_ts_idx').on(table.userId, table.ts),
    check('inventory_event_qty_positive', sql`${table.qty} > 0`),
  ],
);

/** What the engine derives of a fill, kept so that lists and reports are one query. Recomputable at any time. */
export const tradeOutcome = pgTable(
  'trade_outcome',
  {
    tradeId: ulidColumn('trade_id')
      .primaryKey()
      .references(() => trade.id, { onDelete: 'cascade' }),
    userId: ulidColumn('user_id').notNull(),
    basis: text('basis', { enum: ['known', 'partial', 'unknown'] }),
    pnl: numeric('pnl'),
    gross: numeric('gross'),
    heldHours: doublePrecision('held_hours'),
    /** In the quote asset; null: paid in an asset that could not be valued. */
    fee: numeric('fee'),
    entryValue: numeric('entry_value'),
    unknownQty: numeric('unknown_qty').notNull().default('0'),
    unknownProceeds: numeric('unknown_proceeds').notNull().default('0'),
    /** The first fill of its order. */
    orderId: ulidColumn('order_id'),
    tripId: ulidColumn('trip_id'),
    peers: jsonb('peers').$type<Peers>(),
    excursion: jsonb('excursion').$type<Excursion>(),
    /** The figures that the trader's own thresholds are made of: a fill that is scored need not be read again with its candles. */
    remembered: jsonb('remembered').$type<Remembered>(),
    /** What a trade that is only thought of is compared with; the evidence has it too, but takes far longer to read. */
    conditions: jsonb('conditions').$type<Conditions>().notNull().default([]),
    /** When a label that is given in hindsight can be decided; null: nothing is open. */
    reviewAt: instant('review_at'),
    /** How the trader's own rules stood with it; of a fill that none was in force at, []. */
    rules: jsonb('rules').$type<RuleCheck[]>().notNull().default([]),
    /** What was said last, the surest first, and by which version of the rules. */
    labels: jsonb('labels').$type<{ label: Label; confidence: number }[]>().notNull().default([]),
    version: integer('version').notNull().default(0),
  },
  (table) => [
    index('trade_outcome_user_id_idx').on(table.userId, table.tradeId),
    index('trade_outcome_review_at_idx').on(table.reviewAt).where(sql`review_at is not null`),
    index('trade_outcome_version_idx').on(table.version),
    index('trade_outcome_trip_id_idx').on(table.tripId),
  ],
);

/** Parts of sales and the lots that they came from. Derived, like the outcomes. */
export const lotMatch = pgTable(
  'lot_match',
  {
    saleId: ulidColumn('sale_id')
      .notNull()
      .references(() => trade.id, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    userId: ulidColumn('user_id').notNull(),
    /** The fill or inventory event that opened the lot. */
    lotId: ulidColumn('lot_id'),
    source: text('source', { enum: ['buy', 'transfer', 'reward', 'convert', 'entered'] }).notNull(),
    qty: numeric('qty').notNull(),
    cost: numeric('cost').notNull(),
    entryValue: numeric('entry_value').notNull(),
    proceeds: numeric('proceeds').notNull(),
    pnl: numeric('pnl').notNull(),
    openedAt: instant('opened_at'),
  },
  (table) => [
    primaryKey({ columns: [table.saleId, table.seq] }),
    index('lot_match_user_id_lot_id_idx').on(table.userId, table.lotId),
  ],
);

/** From flat to flat. The open one of a product is what is held of it. */
export const roundTrip = pgTable(
  'round_trip',
  {
    /** The fill or inventory event that opened it. */
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    broker: text('broker', { enum: BROKERS }).notNull(),
    symbol: text('symbol').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    entries: integer('entries').notNull(),
    exits: integer('exits').notNull(),
    qty: numeric('qty').notNull(),
    heldQty: numeric('held_qty').notNull(),
    heldCost: numeric('held_cost'),
    entryValue: numeric('entry_value').notNull(),
    gross: numeric('gross').notNull(),
    fees: numeric('fees').notNull(),
    pnl: numeric('pnl').notNull(),
    basis: text('basis', { enum: ['known', 'partial', 'unknown'] }).notNull(),
    heldHours: doublePrecision('held_hours'),
  },
  (table) => [index('round_trip_user_id_closed_at_idx').on(table.userId, table.closedAt)],
);

/** What a trader says that a sale of unknown basis was bought for. */
export const enteredCost = pgTable(
  'entered_cost',
  {
    tradeId: ulidColumn('trade_id')
      .primaryKey()
      .references(() => trade.id, { onDelete: 'cascade' }),
    userId: ulidColumn('user_id').notNull(),
    unitCost: numeric('unit_cost').notNull(),
    acquiredAt: instant('acquired_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('entered_cost_user_id_idx').on(table.userId)],
);

/** Thumbs on a label of a trade, append-only: the newest of a trade and label counts, for trades made after it. */
export const feedback = pgTable(
  'feedback',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id').notNull(),
    tradeId: ulidColumn('trade_id')
      .notNull()
      .references(() => trade.id, { onDelete: 'cascade' }),
    label: text('label').$type<Label>().notNull(),
    /** null takes it back. */
    vote: text('vote', { enum: ['up', 'down'] }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('feedback_user_id_idx').on(table.userId),
    index('feedback_trade_id_idx').on(table.tradeId),
  ],
);

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
    /** SHA-256 of everything that was said and derived: a scoring that says the same writes nothing. */
    digest: text('digest').notNull().default(''),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    unique('reflection_trade_id_version_key').on(table.tradeId, table.version),
    index('reflection_user_id_idx').on(table.userId, table.tradeId),
    index('reflection_provisional_idx').on(table.userId).where(sql`provisional`),
  ],
);
