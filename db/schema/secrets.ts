import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from './accounts.ts';
import { instant, ulidColumn } from './columns.ts';

/**
 * The keys that a user's secrets are sealed with, each wrapped by a key that the database does not hold. The newest version seals; an older one
 * opens what was sealed before, and goes a day after everything was sealed anew. With the rows go the secrets.
 */
export const dataKey = pgTable(
  'data_key',
  {
    userId: ulidColumn('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    /** AES-256-GCM under the key of that name. */
    wrapped: text('wrapped').notNull(),
    wrappedBy: text('wrapped_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** An operator asked for a new version. */
    rotationAskedAt: instant('rotation_asked_at'),
    /** Nothing is sealed with it any more. */
    retiredAt: instant('retired_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.version] })],
);
