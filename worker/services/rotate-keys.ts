import { addAudit } from '../../db/queries/accounts.ts';
import {
  keysWrappedByOthers,
  newestDataKey,
  replaceSealed,
  replaceWrapped,
  retireOlder,
  type SealedValue,
  sealedValuesOf,
  usersToRekey,
} from '../../db/queries/data-keys.ts';
import { type Context, forUser } from '../context.ts';
import { secretKeyWrapper } from '../security/key-wrapper.ts';
import { type DataKey, seal, sealedVersion } from '../security/seal.ts';
import { makeDataKey, openSecret, unwrapKey } from './secrets.ts';

/** An invocation may make ten thousand calls: of a key that is wrapped anew one, of a user's whose data key is replaced some ten. */
const KEYS_PER_RUN = 200;
const USERS_PER_RUN = 20;

/** Wraps with the first of KEY_ENCRYPTION_KEYS what another one wraps. Once none is left, the others can be taken out of the secret. */
export async function rewrapDataKeys(ctx: Context): Promise<void> {
  const wrapper = secretKeyWrapper(ctx.config.KEY_ENCRYPTION_KEYS);
  for (const row of await keysWrappedByOthers(ctx.db, wrapper.current, KEYS_PER_RUN)) {
    const key = await unwrapKey(ctx, row);
    if (!key) throw new Error(`A data key is wrapped by ${row.wrappedBy}, which is not in the secret.`);
    await replaceWrapped(ctx.db, row, await wrapper.wrap(row.userId, row.version, key.bytes));
  }
}

/** Gives a new data key to those for whom an operator asked for one, and seals with it all that theirs has sealed. */
export async function replaceDataKeys(system: Context): Promise<void> {
  for (const userId of await usersToRekey(system.db, USERS_PER_RUN)) {
    await replaceDataKey(forUser(system, userId), userId);
  }
}

/** Killed anywhere, it is begun again: the new version is there, and what is sealed with it stays. */
async function replaceDataKey(ctx: Context, userId: string): Promise<void> {
  const newest = await newestDataKey(ctx.db, userId);
  if (!newest) return;
  const isMade = newest.rotationAskedAt === null;
  const next = isMade ? await unwrapKey(ctx, newest) : await makeDataKey(ctx, userId, newest.version + 1);
  // Somebody else has just made it, and goes on with it.
  if (!next) return;
  for (const value of await sealedValuesOf(ctx.db, userId)) await sealAnew(ctx, userId, value, next);
  await retireOlder(ctx.db, userId, next.version);
  await addAudit(ctx.db, {
    id: ctx.newId(),
    userId,
    action: 'key.rotated',
    meta: { version: next.version },
  });
}

/** What does not open stays as it is: sealing it anew would hide that it was tampered with. */
async function sealAnew(ctx: Context, userId: string, value: SealedValue, next: DataKey): Promise<void> {
  if (sealedVersion(value.sealed) === next.version) return;
  const place = { userId, rowId: value.rowId, column: value.column };
  const plain = await openSecret(ctx, place, value.sealed);
  if (plain !== null) await replaceSealed(ctx.db, userId, value, await seal(next, place, plain));
}
