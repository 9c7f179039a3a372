import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { serviceNonce } from '../schema/requests.ts';

/** Whether a nonce is new. Of many requests that bring it at once exactly one is told so. */
export async function claimNonce(db: Db, nonce: typeof serviceNonce.$inferInsert): Promise<boolean> {
  const claimed = await db
    .insert(serviceNonce)
    .values(nonce)
    .onConflictDoNothing()
    .returning({ nonce: serviceNonce.nonce });
  return claimed.length > 0;
}

/** Those whose time stamp nobody would take any more. */
export async function dropOldNonces(db: Db): Promise<void> {
  await db.delete(serviceNonce).where(sql`${serviceNonce.expiresAt} < now()`);
}
