import { decodeTime } from 'ulid';
import type { Digest, DigestLine, DigestsResponse, LatestDigest } from '../../../contracts/digests.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import { type DigestRow, findDigest, listDigests } from '../../../db/queries/digests.ts';
import { weekOf } from '../../../domain/history/local-week.ts';
import type { Context } from '../../context.ts';
import { archivedOf, readArchived } from './digest-archive.ts';
import { openKnownZone } from './zones.ts';

const DIGESTS_PER_PAGE = 20;
const IS_ULID = /^[0-9A-Z]{26}$/;

/** The newest, and when the next one comes. There is one each week, so that the newest is never old enough for the archive. */
export async function latestDigest(ctx: Context, { id, timezone }: UserRow): Promise<LatestDigest> {
  const [row] = await listDigests(ctx.db, id, undefined, 1);
  const { zone } = openKnownZone(timezone);
  return {
    digest: row ? toDigest(row) : null,
    nextAt: new Date(weekOf(zone, ctx.now().getTime()).end).toISOString(),
  };
}

/** A page of all that there are. Postgres has the newer ones and R2 the older, so that R2 is asked once Postgres has no more. */
export async function pageOfDigests(
  ctx: Context,
  userId: string,
  { cursor }: { cursor?: string | undefined },
): Promise<DigestsResponse> {
  const before = cursor === undefined ? undefined : new Date(cursor);
  const rows = await listDigests(ctx.db, userId, before, DIGESTS_PER_PAGE + 1);
  if (rows.length <= DIGESTS_PER_PAGE) {
    rows.push(...(await archivedRows(ctx, userId, before, rows, DIGESTS_PER_PAGE + 1 - rows.length)));
  }
  const page = rows.slice(0, DIGESTS_PER_PAGE);
  const last = page.at(-1);
  return {
    digests: page.map(toLine),
    cursor: rows.length > DIGESTS_PER_PAGE && last ? last.periodStart.toISOString() : null,
  };
}

/** By its id, or by when its week began, wherever it lies. null: this user has none such. */
export async function oneDigest(ctx: Context, userId: string, key: string): Promise<Digest | null> {
  const row = IS_ULID.test(key) ? await byId(ctx, userId, key) : await byStart(ctx, userId, new Date(key));
  return row ? toDigest(row) : null;
}

async function byStart(ctx: Context, userId: string, periodStart: Date): Promise<DigestRow | undefined> {
  return (
    (await findDigest(ctx.db, userId, { periodStart })) ??
    (await readArchived(ctx.env.SNAPSHOTS, userId, periodStart))
  );
}

async function byId(ctx: Context, userId: string, id: string): Promise<DigestRow | undefined> {
  const row = await findDigest(ctx.db, userId, { id });
  if (row) return row;
  const kept = (await archivedOf(ctx.env.SNAPSHOTS, userId)).find((key) => key.id === id);
  return kept && readArchived(ctx.env.SNAPSHOTS, userId, kept.periodStart);
}

/** One that is on its way from Postgres to R2 lies in both for a moment, and is told once. */
async function archivedRows(
  ctx: Context,
  userId: string,
  before: Date | undefined,
  held: readonly DigestRow[],
  limit: number,
): Promise<DigestRow[]> {
  const known = new Set(held.map(({ periodStart }) => periodStart.getTime()));
  const keys = (await archivedOf(ctx.env.SNAPSHOTS, userId))
    .filter(({ periodStart }) => before === undefined || periodStart < before)
    .filter(({ periodStart }) => !known.has(periodStart.getTime()))
    .slice(0, limit);
  const read = keys.map(({ periodStart }) => readArchived(ctx.env.SNAPSHOTS, userId, periodStart));
  return (await Promise.all(read)).flatMap((row) => row ?? []);
}

function toDigest({ id, periodStart, periodEnd, payload, deliveredAt }: DigestRow): Digest {
  return {
    id,
    periodStart: periodStart.toISOString(),
    periodEnd: periodEnd.toISOString(),
    madeAt: new Date(decodeTime(id)).toISOString(),
    payload,
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}

function toLine({ id, periodStart, periodEnd, payload }: DigestRow): DigestLine {
  const { timezone, currency, trades, net } = payload;
  return {
    id,
    periodStart: periodStart.toISOString(),
    periodEnd: periodEnd.toISOString(),
    ...{ timezone, currency, trades, net },
  };
}
