import { and, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { audit } from '../schema/accounts.ts';
import { recoveryCode, secondFactor } from '../schema/sign-in.ts';
import type { NewAudit } from './accounts.ts';

export type SecondFactorRow = typeof secondFactor.$inferSelect;

/** Whether it was confirmed or not. */
export async function findFactor(db: Db, userId: string): Promise<SecondFactorRow | undefined> {
  const [row] = await db.select().from(secondFactor).where(eq(secondFactor.userId, userId));
  return row;
}

export async function factorState(
  db: Db,
  userId: string,
): Promise<{ active: boolean; recoveryCodesLeft: number }> {
  const { rows } = await db.execute<{ active: boolean; recoveryCodesLeft: number }>(sql`
    select exists (select from second_factor where user_id = ${userId} and confirmed_at is not null) as active,
           (select count(*)::int from recovery_code where user_id = ${userId} and used_at is null) as "recoveryCodesLeft"`);
  return rows[0] ?? { active: false, recoveryCodesLeft: 0 };
}

/** Takes the place of one that was not confirmed. false: one is active. */
export async function beginFactor(db: Db, userId: string, secretEnc: string): Promise<boolean> {
  const begun = await db
    .insert(secondFactor)
    .values({ userId, secretEnc })
    .onConflictDoUpdate({
      target: secondFactor.userId,
      set: { secretEnc, createdAt: sql`now()`, lastStep: 0 },
      setWhere: isNull(secondFactor.confirmedAt),
    })
    .returning({ userId: secondFactor.userId });
  return begun.length === 1;
}

/** Makes the very factor active that the code was held against, with its recovery codes. false: it was confirmed or begun anew meanwhile. */
export async function confirmFactor(
  db: Db,
  { userId, secretEnc }: SecondFactorRow,
  { step, codeHashes }: { step: number; codeHashes: readonly string[] },
  entry: NewAudit,
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    with confirmed as (
      update second_factor set confirmed_at = now(), last_step = ${step}
      where user_id = ${userId} and secret_enc = ${secretEnc} and confirmed_at is null
      returning user_id
    ),
    codes as (
      insert into recovery_code (user_id, code_hash)
      select user_id, hash from confirmed, jsonb_array_elements_text(${JSON.stringify(codeHashes)}::jsonb) hash
    )
    insert into audit (id, user_id, action) select ${entry.id}, user_id, ${entry.action} from confirmed
    returning id`);
  return rows.length === 1;
}

/** false: a code of this step, or of a later one, was taken already. Of two at once one is told so. */
export async function takeStep(db: Db, userId: string, step: number): Promise<boolean> {
  const taken = await db
    .update(secondFactor)
    .set({ lastStep: step })
    .where(
      and(
        eq(secondFactor.userId, userId),
        isNotNull(secondFactor.confirmedAt),
        lt(secondFactor.lastStep, step),
      ),
    )
    .returning({ userId: secondFactor.userId });
  return taken.length === 1;
}

/** false: no such code, or it was used before. */
export async function takeRecoveryCode(
  db: Db,
  userId: string,
  codeHash: string,
  entry: NewAudit,
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    with taken as (
      update recovery_code set used_at = now() where user_id = ${userId} and code_hash = ${codeHash} and used_at is null
      returning user_id
    )
    insert into audit (id, user_id, action) select ${entry.id}, user_id, ${entry.action} from taken
    returning id`);
  return rows.length === 1;
}

export async function replaceRecoveryCodes(
  db: Db,
  userId: string,
  codeHashes: readonly string[],
  entry: NewAudit,
): Promise<void> {
  await db.batch([
    db.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
    db.insert(recoveryCode).values(codeHashes.map((codeHash) => ({ userId, codeHash }))),
    db.insert(audit).values(entry),
  ]);
}

export async function removeFactor(db: Db, userId: string, entry: NewAudit): Promise<void> {
  await db.batch([
    db.delete(secondFactor).where(eq(secondFactor.userId, userId)),
    db.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
    db.insert(audit).values(entry),
  ]);
}

/** Who began to set one up and did not go on within a day. */
export async function dropUnconfirmedFactors(db: Db): Promise<void> {
  await db.execute(
    sql`delete from second_factor where confirmed_at is null and created_at < now() - interval '1 day'`,
  );
}
