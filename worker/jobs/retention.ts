import { dropRetiredKeys } from '../../db/queries/data-keys.ts';
import { dropOldDeadLetters } from '../../db/queries/dead-letters.ts';
import { idsOfNobody } from '../../db/queries/erasure.ts';
import { dropOldReplies } from '../../db/queries/idempotency.ts';
import { dropEndedResets } from '../../db/queries/passwords.ts';
import { dropOldStates, unusedUploads } from '../../db/queries/retention.ts';
import { dropUnconfirmedFactors } from '../../db/queries/second-factors.ts';
import { dropEndedSessions } from '../../db/queries/sessions.ts';
import { dropOldSimulations } from '../../db/queries/simulations.ts';
import { dropQuietImports } from '../../db/queries/syncs.ts';
import type { Context } from '../context.ts';
import { deleteObjects, objectPages } from '../services/objects.ts';
import { USER_PREFIXES } from '../services/privacy/erase-account.ts';
import { EXPORT_LIFE_MS } from './export.ts';

const DAY_MS = 24 * 3_600_000;
/** From the end of the last job that has read it: one that failed may be done again by an operator. */
const UPLOAD_LIFE_MS = 30 * DAY_MS;
const SIMULATION_LIFE_MS = 90 * DAY_MS;
/** From when it was kept, replayed or not: one of digests names users, also such as are no more. */
const DEAD_LETTER_LIFE_MS = 90 * DAY_MS;

/** What is kept no longer, rule by rule, each done once a day. `at` is the time that the cron was fired for. */
export const RETENTION: Record<string, (ctx: Context, at: Date) => Promise<void>> = {
  imports: (ctx) => dropQuietImports(ctx.db),
  keys: (ctx) => dropRetiredKeys(ctx.db),
  replies: (ctx) => dropOldReplies(ctx.db),
  sessions: (ctx) => dropEndedSessions(ctx.db),
  resets: (ctx) => dropEndedResets(ctx.db),
  factors: (ctx) => dropUnconfirmedFactors(ctx.db),
  exports: dropOldExports,
  uploads: dropOldUploads,
  leftovers: dropLeftovers,
  connects: (ctx, at) => dropOldStates(ctx.db, at),
  simulations: (ctx, at) => dropOldSimulations(ctx.db, new Date(at.getTime() - SIMULATION_LIFE_MS)),
  deadLetters: (ctx, at) => dropOldDeadLetters(ctx.db, new Date(at.getTime() - DEAD_LETTER_LIFE_MS)),
};

/** Whatever became of the job: what a killed export has left goes as well. */
async function dropOldExports(ctx: Context, at: Date): Promise<void> {
  for await (const page of objectPages(ctx.env.SNAPSHOTS, 'exports/')) {
    const old = page.filter(({ uploaded }) => uploaded.getTime() < at.getTime() - EXPORT_LIFE_MS);
    if (old.length > 0) await ctx.env.SNAPSHOTS.delete(old.map(({ key }) => key));
  }
}

/** A file is looked at from its upload on, so that one that was just put for a job to come is left alone. */
async function dropOldUploads(ctx: Context, at: Date): Promise<void> {
  const since = new Date(at.getTime() - UPLOAD_LIFE_MS);
  for await (const page of objectPages(ctx.env.SNAPSHOTS, 'uploads/')) {
    const old = page.filter(({ uploaded }) => uploaded < since).map(({ key }) => key);
    const unused = old.length > 0 ? await unusedUploads(ctx.db, old, since) : [];
    if (unused.length > 0) await ctx.env.SNAPSHOTS.delete(unused);
  }
}

/** Objects of users that are no more: a worker that was killed while its user was deleted cannot clean up after itself. */
async function dropLeftovers(ctx: Context): Promise<void> {
  for (const prefix of USER_PREFIXES) {
    let cursor: string | undefined;
    do {
      const page: R2Objects = await ctx.env.SNAPSHOTS.list({
        prefix: `${prefix}/`,
        delimiter: '/',
        ...(cursor !== undefined && { cursor }),
      });
      const ids = page.delimitedPrefixes.map((path) => path.split('/')[1] ?? '');
      for (const id of ids.length > 0 ? await idsOfNobody(ctx.db, ids) : []) {
        await deleteObjects(ctx.env.SNAPSHOTS, `${prefix}/${id}/`);
      }
      cursor = page.truncated ? page.cursor : undefined;
    } while (cursor !== undefined);
  }
}
