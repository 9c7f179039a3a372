import { and, asc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { deadLetter } from '../schema/jobs.ts';

export type DeadLetterRow = typeof deadLetter.$inferSelect;

export async function keepDeadLetter(
  db: Db,
  letter: Pick<DeadLetterRow, 'id' | 'queue' | 'body' | 'reason'>,
): Promise<void> {
  await db.insert(deadLetter).values(letter).onConflictDoNothing();
}

/** Those that an operator wants sent again, the oldest first. */
export async function deadLettersToReplay(db: Db, limit: number): Promise<DeadLetterRow[]> {
  return db
    .select()
    .from(deadLetter)
    .where(and(isNotNull(deadLetter.replayAskedAt), isNull(deadLetter.replayedAt)))
    .orderBy(asc(deadLetter.createdAt))
    .limit(limit);
}

export async function markReplayed(db: Db, id: string): Promise<void> {
  await db.update(deadLetter).set({ replayedAt: sql`now()` }).where(eq(deadLetter.id, id));
}

/** Those that were kept before that, whether or not they were sent again. */
export async function dropOldDeadLetters(db: Db, before: Date): Promise<void> {
  await db.delete(deadLetter).where(lt(deadLetter.createdAt, before));
}
