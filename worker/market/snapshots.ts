import { z } from 'zod';
import { type SnapshotRow, saveSnapshots } from '../../db/queries/snapshots.ts';
import { HOUR_MS } from '../../domain/indicators/candle.ts';
import type { Bar } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { sha256Hex } from '../security/hashes.ts';
import { SizedCache } from '../sized-cache.ts';
import type { FetchedMonth } from './fetch-months.ts';

/** A series of hourly bars of one source and product. */
export interface Series {
  source: string;
  symbol: string;
  granularity: '1h';
}

/** A month of bars as an immutable file: its name is the SHA-256 of its bytes. */
export interface Snapshot {
  hash: string;
  month: string;
  coveredUntil: number;
  bars: readonly Bar[];
}

/**
 * The file names its series and month, so that two empty months are two files.
 * A bar is [start, open, high, low, close, volume]; a month is about 50 kB.
 */
const FileSchema = z.object({
  source: z.string(),
  symbol: z.string(),
  granularity: z.literal('1h'),
  month: z.string(),
  bars: z.array(z.tuple([z.number(), z.string(), z.string(), z.string(), z.string(), z.string()])),
});

/** Text of a file in bars and in an isolate's memory, which holds a bar as an object with five strings. */
const MEMORY_PER_CHARACTER = 5;

/** Shared by all requests of the isolate: a file is named by its content, so that what was read once is right for ever. */
const recent = new SizedCache<Snapshot['bars']>(24 * 1024 * 1024);

/** A snapshot from the isolate's memory, or else as readSnapshot. */
export async function openSnapshot(ctx: Context, row: SnapshotRow): Promise<Snapshot | null> {
  const bars = recent.get(row.hash);
  if (bars) return { hash: row.hash, month: row.month, coveredUntil: row.coveredUntil.getTime(), bars };
  return readSnapshot(ctx, row);
}

/** Reads a snapshot and holds it against its name. null where the file is missing or altered: then it is as good as not there. */
export async function readSnapshot(ctx: Context, row: SnapshotRow): Promise<Snapshot | null> {
  const object = await ctx.env.SNAPSHOTS.get(snapshotKey(row, row.month, row.hash));
  const text = await object?.text();
  if (text === undefined || sha256Hex(text) !== row.hash) {
    console.error(
      JSON.stringify({
        level: 'error',
        snapshot: row.hash,
        error: text === undefined ? 'missing' : 'altered',
      }),
    );
    return null;
  }
  const bars = FileSchema.parse(JSON.parse(text)).bars.map(([start, open, high, low, close, volume]) => ({
    start,
    open,
    high,
    low,
    close,
    volume,
  }));
  recent.set(row.hash, bars, text.length * MEMORY_PER_CHARACTER);
  return { hash: row.hash, month: row.month, coveredUntil: row.coveredUntil.getTime(), bars };
}

/**
 * Files first, rows after: a row never names a file that is not there. Two workers may put the same file at once; under a name that is its content
 * there is nothing to be lost, so that the put needs no condition.
 */
export async function writeSnapshots(
  ctx: Context,
  series: Series,
  months: readonly FetchedMonth[],
): Promise<Snapshot[]> {
  const written = await Promise.all(
    months.map(async ({ month, coveredUntil, bars }) => {
      const file: z.infer<typeof FileSchema> = {
        ...series,
        month,
        bars: bars.map(({ start, open, high, low, close, volume }) => [
          start,
          open,
          high,
          low,
          close,
          volume,
        ]),
      };
      const text = JSON.stringify(file);
      const hash = sha256Hex(text);
      await ctx.env.SNAPSHOTS.put(snapshotKey(series, month, hash), text, {
        httpMetadata: { contentType: 'application/json' },
      });
      recent.set(hash, bars, text.length * MEMORY_PER_CHARACTER);
      return { hash, month, coveredUntil, bars };
    }),
  );
  if (written.length > 0) {
    await saveSnapshots(
      ctx.db,
      written.map(({ hash, month, coveredUntil, bars }) => {
        const last = bars.at(-1);
        return {
          ...series,
          hash,
          month,
          bars: bars.length,
          coveredUntil: new Date(coveredUntil),
          lastClose: last?.close ?? null,
          lastCloseAt: last ? new Date(last.start * 1000 + HOUR_MS) : null,
        };
      }),
    );
  }
  return written;
}

/** Where a snapshot lies in R2. */
export function snapshotKey({ source, symbol, granularity }: Series, month: string, hash: string): string {
  return `candles/${source}/${symbol}/${granularity}/${month}/${hash}.json`;
}
