import { and, desc, eq, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { brokerConnection } from '../schema/brokers.ts';
import { dataKey } from '../schema/secrets.ts';
import { secondFactor } from '../schema/sign-in.ts';

export type DataKeyRow = typeof dataKey.$inferSelect;
export type NewDataKey = Pick<DataKeyRow, 'userId' | 'version' | 'wrapped' | 'wrappedBy'>;

/** The newest version is what new values are sealed with. */
export async function newestDataKey(db: Db, userId: string): Promise<DataKeyRow | undefined> {
  const [row] = await db
    .select()
    .from(dataKey)
    .where(eq(dataKey.userId, userId))
    .orderBy(desc(dataKey.version))
    .limit(1);
  return row;
}

export async function dataKeyOf(db: Db, userId: string, version: number): Promise<DataKeyRow | undefined> {
  const [row] = await db
    .select()
    .from(dataKey)
    .where(and(eq(dataKey.userId, userId), eq(dataKey.version, version)));
  return row;
}

/** false: somebody has made this version meanwhile, and it is theirs that counts. */
export async function addDataKey(db: Db, row: NewDataKey): Promise<boolean> {
  const added = await db.insert(dataKey).values(row).onConflictDoNothing().returning();
  return added.length === 1;
}

/** Keys that are not wrapped by this key-encryption key. */
export async function keysWrappedByOthers(db: Db, wrappedBy: string, limit: number): Promise<DataKeyRow[]> {
  return db.select().from(dataKey).where(ne(dataKey.wrappedBy, wrappedBy)).limit(limit);
}

/** Puts a key that was wrapped anew in place of the very one that it was read from. */
export async function replaceWrapped(db: Db, old: DataKeyRow, next: NewDataKey): Promise<void> {
  await db
    .update(dataKey)
    .set({ wrapped: next.wrapped, wrappedBy: next.wrappedBy })
    .where(
      and(eq(dataKey.userId, old.userId), eq(dataKey.version, old.version), eq(dataKey.wrapped, old.wrapped)),
    );
}

/** Users of whom a new version was asked for, with the newest that there is. */
export async function usersToRekey(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ userId: dataKey.userId })
    .from(dataKey)
    .where(and(isNotNull(dataKey.rotationAskedAt), isNull(dataKey.retiredAt)))
    .limit(limit);
  return rows.map(({ userId }) => userId);
}

/** Everything of a user that is sealed, but for what lives ten minutes. */
export interface SealedValue {
  table: 'broker_connection' | 'second_factor';
  rowId: string;
  column: 'access_enc' | 'refresh_enc' | 'secret_enc';
  sealed: string;
}

export async function sealedValuesOf(db: Db, userId: string): Promise<SealedValue[]> {
  const [connections, factors] = await db.batch([
    db.select().from(brokerConnection).where(eq(brokerConnection.userId, userId)),
    db.select().from(secondFactor).where(eq(secondFactor.userId, userId)),
  ]);
  const ofConnections = connections.flatMap(({ id, accessEnc, refreshEnc }): SealedValue[] => [
    ...(accessEnc === ''
      ? []
      : [
          {
            table: 'broker_connection' as const,
            rowId: id,
            column: 'access_enc' as const,
            sealed: accessEnc,
          },
        ]),
    ...(refreshEnc === null
      ? []
      : [
          {
            table: 'broker_connection' as const,
            rowId: id,
            column: 'refresh_enc' as const,
            sealed: refreshEnc,
          },
        ]),
  ]);
  const ofFactors = factors.map(
    ({ secretEnc }): SealedValue => ({
      table: 'second_factor',
      rowId: userId,
      column: 'secret_enc',
      sealed: secretEnc,
    }),
  );
  return [...ofConnections, ...ofFactors];
}

/** Puts a value that was sealed anew in place of the very one that it was opened from: one that changed meanwhile was sealed with the new key already. */
export async function replaceSealed(
  db: Db,
  userId: string,
  { table, rowId, column, sealed }: SealedValue,
  next: string,
): Promise<void> {
  const id = table === 'second_factor' ? 'user_id' : 'id';
  await db.execute(sql`
    update ${sql.identifier(table)} set ${sql.identifier(column)} = ${next}
    where ${sql.identifier(id)} = ${rowId} and user_id = ${userId} and ${sql.identifier(column)} = ${sealed}`);
}

/** Nothing is sealed with what is older than this version. */
export async function retireOlder(db: Db, userId: string, version: number): Promise<void> {
  await db
    .update(dataKey)
    .set({ retiredAt: sql`coalesce(${dataKey.retiredAt}, now())`, rotationAskedAt: null })
    .where(and(eq(dataKey.userId, userId), lt(dataKey.version, version)));
}

/**
 * Whoever read a row before its values were sealed anew has long been done with it. A key stays where something is sealed with it all the same: its
 * worker had asked for the newest key just before there was a newer one.
 */
export async function dropRetiredKeys(db: Db): Promise<void> {
  await db.execute(sql`
    delete from data_key k where k.retired_at < now() - interval '1 day'
      and not exists (select from broker_connection c where c.user_id = k.user_id
        and (starts_with(c.access_enc, 'v2.' || k.version || '.') or starts_with(c.refresh_enc, 'v2.' || k.version || '.')))
      and not exists (select from second_factor f where f.user_id = k.user_id and starts_with(f.secret_enc, 'v2.' || k.version || '.'))`);
}
