import { pgTable } from 'drizzle-orm/pg-core';
import { instant, ulidColumn } from './columns.ts';

/** Accounts whose deletion was asked for and is not over. Without a reference: the row goes last, when nothing else is left of the user. */
export const erasure = pgTable('erasure', {
  userId: ulidColumn('user_id').primaryKey(),
  askedAt: instant('asked_at').notNull().defaultNow(),
  /** No sweep takes it before: put off with each try (takeErasures). */
  nextAt: instant('next_at').notNull().defaultNow(),
});
