import { boolean, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

export const rule = pgTable(
  'rule',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    active: boolean('active').notNull().default(true),
  },
  (table) => [unique('rule_user_id_kind_key').on(table.userId, table.kind)],
);

export const digest = pgTable(
  'digest',
  {
    id: ulidColumn('id').primaryKey(),
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    periodStart: instant('period_start').notNull(),
    periodEnd: instant('period_end').notNull(),
    payload: jsonb('payload').notNull(),
    deliveredAt: instant('delivered_at'),
  },
  (table) => [
    unique('digest_user_id_period_start_key').on(table.userId, table.periodStart),
    index('digest_user_id_period_end_idx').on(table.userId, table.periodEnd),
  ],
);
