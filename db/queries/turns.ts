import { type SQL, sql } from 'drizzle-orm';

/**
 * Begins a transaction that writes what a user's jobs share: they take turns, in one order of locks (the user before any job), and each sees all that the one
 * before it has stored. A statement of its own, since what a statement sees was fixed before it began to wait for a lock.
 */
export function takeTurn(userId: string): SQL {
  return sql`select from "user" where id = ${userId} for no key update`;
}
