import { EventsResponseSchema } from '../../contracts/feed.ts';
import { type NamedSnapshot, snapshotsOfTags, uploadNames } from '../../db/queries/exports.ts';
import { userFeed } from '../../durable/stub.ts';
import type { Context } from '../context.ts';
import { snapshotKey } from '../market/snapshots.ts';
import { type ExportFile, jsonPage } from './export-file.ts';

const EVENTS_PER_PAGE = 500;
const OBJECTS_PER_PAGE = 50;

/** What is kept of a user beside the rows of Postgres. */
export function filesBesideTables(ctx: Context, userId: string): ExportFile[] {
  return [feed(ctx, userId), snapshots(ctx, userId), uploads(ctx, userId), oldDigests(ctx, userId)];
}

/** The log of the feed, in its order. */
function feed(ctx: Context, userId: string): ExportFile {
  return {
    name: 'feed.json',
    async page(after) {
      const query = new URLSearchParams({
        limit: String(EVENTS_PER_PAGE),
        ...(after !== null && { since: after }),
      });
      const answer = await userFeed(ctx.env, userId).fetch(`http://feed/?${query}`);
      const { events, more } = EventsResponseSchema.parse(await answer.json());
      const next = more ? (events.at(-1)?.eventId ?? null) : null;
      return jsonPage(events.map(texted), after, next);
    },
  };
}

/** The candles themselves are the market's: their names say which ones were looked at. */
function snapshots(ctx: Context, userId: string): ExportFile {
  return {
    name: 'snapshots.json',
    async page(after) {
      return jsonPage((await snapshotsOfTags(ctx.db, userId)).map(nameSnapshot).map(texted), after, null);
    },
  };
}

function nameSnapshot({ hash, source, symbol, granularity, month }: NamedSnapshot) {
  const isListed = source !== null && symbol !== null && month !== null && granularity === '1h';
  return { key: isListed ? snapshotKey({ source, symbol, granularity }, month, hash) : null, hash };
}

/** Uploaded files that are still there. Their owner has them; what was read of them is in the tables. */
function uploads(ctx: Context, userId: string): ExportFile {
  return {
    name: 'uploads.json',
    async page(after) {
      const { objects, next } = await objectsPage(ctx, `uploads/${userId}/`, after);
      const names = Map.groupBy(await uploadNames(ctx.db, userId), ({ object }) => object);
      const rows = objects.map(({ key, size, uploaded }) => ({
        key,
        names: names.get(key)?.map(({ name }) => name) ?? [],
        bytes: size,
        uploadedAt: uploaded.toISOString(),
      }));
      return jsonPage(rows.map(texted), after, next);
    },
  };
}

/** Digests that were moved out of the database after half a year. */
function oldDigests(ctx: Context, userId: string): ExportFile {
  return {
    name: 'old-digests.json',
    async page(after) {
      const { objects, next } = await objectsPage(ctx, `digests/${userId}/`, after);
      const texts = await Promise.all(
        objects.map(async ({ key }) => (await ctx.env.SNAPSHOTS.get(key))?.text()),
      );
      return jsonPage(
        texts.filter((text) => text !== undefined),
        after,
        next,
      );
    },
  };
}

async function objectsPage(ctx: Context, prefix: string, after: string | null) {
  const page = await ctx.env.SNAPSHOTS.list({
    prefix,
    limit: OBJECTS_PER_PAGE,
    ...(after !== null && { startAfter: after }),
  });
  return { objects: page.objects, next: page.truncated ? (page.objects.at(-1)?.key ?? null) : null };
}

function texted(row: unknown): string {
  return JSON.stringify(row);
}
