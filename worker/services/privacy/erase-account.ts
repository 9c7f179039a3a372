import { addAudit, type UserRow } from '../../../db/queries/accounts.ts';
import { listConnections } from '../../../db/queries/connections.ts';
import {
  beginErasure,
  endErasure,
  eraseRows,
  eraseSlice,
  takeErasures,
} from '../../../db/queries/erasure.ts';
import { exportsUnderWay } from '../../../db/queries/exports.ts';
import { userFeed } from '../../../durable/stub.ts';
import type { Context } from '../../context.ts';
import { dropExport } from '../../export/drop-export.ts';
import { logError } from '../../log.ts';
import { countErasure } from '../../metrics.ts';
import { ok, type Result } from '../../result.ts';
import { revokeConnection } from '../connections/connections.ts';
import { deleteObjects } from '../objects.ts';
import { type ProofFailure, proveOwner } from '../sign-in/owner-proof.ts';
import { newAudit } from './audit.ts';

/** An invocation may make ten thousand calls; a user takes some ten, and one for every two thousand trades. */
const USERS_PER_RUN = 5;
const SLICES_PER_RUN = 50;

/** Where R2 keeps what is a user's. */
export const USER_PREFIXES = ['uploads', 'exports', 'digests'] as const;

/**
 * Begins the deletion of an account: from now on nobody gets into it and no job of it starts, and its sockets close. `eraseNow` does the rest, at once or
 * by the next sweep. The account's own context is enough.
 */
export async function askErasure(
  ctx: Context,
  user: UserRow,
  proof: { password: string; code?: string | undefined },
): Promise<Result<null, ProofFailure>> {
  const proven = await proveOwner(ctx, user, proof);
  if (!proven.ok) {
    await addAudit(ctx.db, newAudit(ctx, user.id, 'account.deletion_refused'));
    return proven;
  }
  await beginErasure(ctx.db, user.id, newAudit(ctx, user.id, 'account.deletion_asked'));
  // The sockets are not to wait for the rest; if they do not close now, they do with it.
  await eraseFeed(ctx, user.id).catch((error: unknown) => logError({ erase: 'feed' }, error));
  return ok(null);
}

/** What the minutely sweep finds left to be deleted. */
export async function eraseLeft(ctx: Context): Promise<void> {
  for (const userId of await takeErasures(ctx.db, USERS_PER_RUN)) await eraseNow(ctx, userId);
}

/** As eraseAccount; what fails is logged and left to the next sweep, and does not keep other accounts waiting. */
export async function eraseNow(ctx: Context, userId: string): Promise<void> {
  await eraseAccount(ctx, userId).catch((error: unknown) => logError({ erase: userId }, error));
}

/**
 * Deletes all that is kept of a user whose deletion was asked for. Every step can be done again, and the row in `erasure` stays until the last one: killed
 * anywhere, or done twice at once, it is begun anew from the first. Needs the system's context.
 */
async function eraseAccount(ctx: Context, userId: string): Promise<void> {
  const begun = ctx.now().getTime();
  await eraseFeed(ctx, userId);
  await giveBackPermissions(ctx, userId);
  await eraseObjects(ctx, userId);
  if (!(await eraseManyRows(ctx, userId))) return;
  await eraseRows(ctx.db, userId);
  // Once more: an upload or an export that was under way may have written after the first look. From here on it finds no user to write for.
  await eraseObjects(ctx, userId);
  await eraseFeed(ctx, userId);
  await endErasure(ctx.db, userId);
  countErasure(ctx.env, { runMs: ctx.now().getTime() - begun });
}

/** The log, its alarm and every socket; what is handed over later is not taken. */
export async function eraseFeed(ctx: Context, userId: string): Promise<void> {
  await userFeed(ctx.env, userId).erase();
}

/** Tokens are given back to the broker as far as it answers; here they go with the rows in any case, and nothing about them may hold that up. */
export async function giveBackPermissions(ctx: Context, userId: string): Promise<void> {
  for (const { broker, status } of await listConnections(ctx.db, userId)) {
    if (status === 'revoked') continue;
    await revokeConnection(ctx, userId, broker).catch((error: unknown) => logError({ erase: broker }, error));
  }
}

export async function eraseObjects(ctx: Context, userId: string): Promise<void> {
  for (const row of await exportsUnderWay(ctx.db, userId)) await dropExport(ctx, row);
  for (const prefix of USER_PREFIXES) await deleteObjects(ctx.env.SNAPSHOTS, `${prefix}/${userId}/`);
}

/** false: there are more than one run deletes, and the next goes on. */
export async function eraseManyRows(ctx: Context, userId: string): Promise<boolean> {
  for (let slice = 0; slice < SLICES_PER_RUN; slice += 1) {
    if (!(await eraseSlice(ctx.db, userId))) return true;
  }
  return false;
}
