import { and, eq, gt, ne, sql } from 'drizzle-orm';
import type { Broker } from '../../contracts/brokers.ts';
import type { JobError } from '../../contracts/jobs.ts';
import type { Db } from '../client.ts';
import { audit } from '../schema/accounts.ts';
import { brokerConnection, oauthState } from '../schema/brokers.ts';
import type { NewAudit } from './accounts.ts';
import { endingOfBroker, type ImportEndIds } from './imports.ts';
import { takeTurn } from './turns.ts';

export type ConnectionRow = typeof brokerConnection.$inferSelect;
export type OauthStateRow = typeof oauthState.$inferSelect;

export async function listConnections(db: Db, userId: string): Promise<ConnectionRow[]> {
  return db
    .select()
    .from(brokerConnection)
    .where(eq(brokerConnection.userId, userId))
    .orderBy(brokerConnection.createdAt);
}

export async function findConnection(
  db: Db,
  userId: string,
  broker: Broker,
): Promise<ConnectionRow | undefined> {
  const [row] = await db
    .select()
    .from(brokerConnection)
    .where(and(eq(brokerConnection.userId, userId), eq(brokerConnection.broker, broker)));
  return row;
}

/** What a connection begins with, and nothing of the one whose place it takes: the account behind it may be another. */
const UNREAD = {
  refreshUntil: null,
  problem: null,
  syncedAt: null,
  historySince: null,
  historyComplete: false,
  balances: [],
  balancesAt: null,
};

/**
 * A second connect to the same broker replaces the first: one connection per user and broker. An import of the first ends with it, for `replaced`: its
 * cursor and what it has read are of an account that the second may not open.
 */
export async function saveConnection(
  db: Db,
  row: typeof brokerConnection.$inferInsert,
  entry: NewAudit,
  replaced: ImportEndIds & { error: JobError },
): Promise<ConnectionRow> {
  const { id, createdAt, userId, broker, ...changes } = row;
  const [, [saved]] = await db.batch([
    // What is told takes turns, and the connection is locked before its job: see noteProblem.
    db.execute(takeTurn(userId)),
    db
      .insert(brokerConnection)
      .values(row)
      .onConflictDoUpdate({
        target: [brokerConnection.userId, brokerConnection.broker],
        set: { ...UNREAD, nextSyncAt: sql`now()`, ...changes, id },
      })
      .returning(),
    db.execute(endingOfBroker({ userId, broker }, replaced.error, replaced)),
    db.insert(audit).values(entry),
  ]);
  if (!saved) throw new Error('The connection was not returned by its own insert.');
  return saved;
}

/**
 * Changes this connection, and not one that took its place meanwhile, with its audit row, in one statement.
 * false: it is gone or has ended, and nothing was written.
 */
export async function changeConnection(
  db: Db,
  connection: Pick<ConnectionRow, 'id' | 'userId'>,
  changes: Partial<Pick<ConnectionRow, 'status' | 'accessEnc' | 'refreshEnc' | 'expiresAt'>>,
  entry: { id: string; action: string; meta: Record<string, string> },
): Promise<boolean> {
  const changed = db
    .update(brokerConnection)
    .set(changes)
    .where(
      and(
        eq(brokerConnection.id, connection.id),
        eq(brokerConnection.userId, connection.userId),
        ne(brokerConnection.status, 'revoked'),
      ),
    )
    .returning({ userId: brokerConnection.userId });
  const { rows } = await db.execute(sql`
    with changed as ${changed}
    insert into audit (id, user_id, action, meta)
    select ${entry.id}, user_id, ${entry.action}, ${JSON.stringify(entry.meta)}::jsonb from changed
    returning id`);
  return rows.length === 1;
}

/** Takes the refresh of exactly this pair for `leaseMs`. false: another worker has it, or the pair is no longer the newest. */
export async function claimRefresh(db: Db, pair: ConnectionRow, leaseMs: number): Promise<boolean> {
  const rows = await db
    .update(brokerConnection)
    .set({ refreshUntil: sql`now() + ${leaseMs} * interval '1 millisecond'` })
    .where(
      and(
        isPair(pair),
        sql`(${brokerConnection.refreshUntil} is null or ${brokerConnection.refreshUntil} < now())`,
      ),
    )
    .returning({ id: brokerConnection.id });
  return rows.length === 1;
}

/** Ends the refresh of a pair: with the pair that came of it, or with nothing. */
export async function endRefresh(
  db: Db,
  pair: ConnectionRow,
  next: Partial<Pick<ConnectionRow, 'accessEnc' | 'refreshEnc' | 'expiresAt'>>,
): Promise<void> {
  await db
    .update(brokerConnection)
    .set({ ...next, refreshUntil: null })
    .where(isPair(pair));
}

function isPair(pair: ConnectionRow) {
  return and(
    eq(brokerConnection.id, pair.id),
    eq(brokerConnection.userId, pair.userId),
    eq(brokerConnection.accessEnc, pair.accessEnc),
  );
}

export async function saveOauthState(db: Db, row: OauthStateRow): Promise<void> {
  await db.insert(oauthState).values(row);
}

/** Single use: the row is gone whatever comes next. Another session's, another user's or an expired state finds nothing. */
export async function takeOauthState(
  db: Db,
  stateHash: string,
  owner: { userId: string; sessionId: string; broker: Broker },
  now: Date,
): Promise<OauthStateRow | undefined> {
  const [row] = await db
    .delete(oauthState)
    .where(
      and(
        eq(oauthState.stateHash, stateHash),
        eq(oauthState.userId, owner.userId),
        eq(oauthState.sessionId, owner.sessionId),
        eq(oauthState.broker, owner.broker),
        gt(oauthState.expiresAt, now),
      ),
    )
    .returning();
  return row;
}
