import { addAudit } from '../../db/queries/accounts.ts';
import { addDataKey, type DataKeyRow, dataKeyOf, newestDataKey } from '../../db/queries/data-keys.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { newKey } from '../security/aes-gcm.ts';
import { secretKeyWrapper } from '../security/key-wrapper.ts';
import { type DataKey, type SealedPlace, seal, sealedVersion, unseal } from '../security/seal.ts';

/** Seals a value to its place with its user's newest data key; the first value makes the first key. */
export async function sealSecret(ctx: Context, place: SealedPlace, plain: string): Promise<string> {
  return seal(await sealingKeyOf(ctx, place.userId), place, plain);
}

/** null: it does not open. That is written to the user's audit log, since nothing in the product makes such a value. */
export async function openSecret(ctx: Context, place: SealedPlace, sealed: string): Promise<string | null> {
  const version = sealedVersion(sealed);
  const row = version === null ? undefined : await dataKeyOf(ctx.db, place.userId, version);
  const key = row && (await unwrapKey(ctx, row));
  const plain = key ? await unseal(key, place, sealed) : null;
  if (plain === null) await tellUnreadable(ctx, place);
  return plain;
}

/** null: its key-encryption key is gone, or it was tampered with. */
export async function unwrapKey(ctx: Context, row: DataKeyRow): Promise<DataKey | null> {
  const bytes = await secretKeyWrapper(ctx.config.KEY_ENCRYPTION_KEYS).unwrap(row);
  return bytes && { version: row.version, bytes };
}

/** Makes a version of a user's data key. undefined: somebody else has made it. */
export async function makeDataKey(
  ctx: Context,
  userId: string,
  version: number,
): Promise<DataKey | undefined> {
  const bytes = newKey();
  const wrapped = await secretKeyWrapper(ctx.config.KEY_ENCRYPTION_KEYS).wrap(userId, version, bytes);
  return (await addDataKey(ctx.db, wrapped)) ? { version, bytes } : undefined;
}

async function sealingKeyOf(ctx: Context, userId: string): Promise<DataKey> {
  const newest = await newestDataKey(ctx.db, userId);
  if (!newest) {
    const made = await makeDataKey(ctx, userId, 1);
    return made ?? sealingKeyOf(ctx, userId);
  }
  const key = await unwrapKey(ctx, newest);
  // A key that does not open seals nothing: what it sealed could not be opened either.
  if (!key) throw new Error(`The data key ${newest.version} of a user does not open: ${newest.wrappedBy}.`);
  return key;
}

async function tellUnreadable(ctx: Context, { userId, column }: SealedPlace): Promise<void> {
  logError({ userId, column }, new Error('A sealed value does not open.'));
  await addAudit(ctx.db, { id: ctx.newId(), userId, action: 'secret.unreadable', meta: { column } });
}
