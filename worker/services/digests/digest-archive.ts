import { z } from 'zod';
import { DigestPayloadSchema } from '../../../contracts/digests.ts';
import { UlidSchema } from '../../../contracts/ids.ts';
import type { DigestRow } from '../../../db/queries/digests.ts';
import { objectPages } from '../objects.ts';

/** A row of `digest` as JSON has it. What is read of another user's, or is no digest, is an error and no answer. */
const ArchivedSchema = z.object({
  id: UlidSchema,
  userId: UlidSchema,
  periodStart: z.coerce.date(),
  periodEnd: z.coerce.date(),
  payload: DigestPayloadSchema,
  deliveredAt: z.coerce.date().nullable(),
});

/** A digest that lies in R2, and nothing yet of what is in it. */
export interface ArchivedKey {
  id: string | undefined;
  periodStart: Date;
}

export async function archiveDigest(bucket: R2Bucket, row: DigestRow): Promise<void> {
  await bucket.put(keyOf(row.userId, row.periodStart), JSON.stringify(row), {
    httpMetadata: { contentType: 'application/json' },
    customMetadata: { id: row.id },
  });
}

/** All that lie there of a user, the newest first. */
export async function archivedOf(bucket: R2Bucket, userId: string): Promise<ArchivedKey[]> {
  const found: ArchivedKey[] = [];
  const prefix = `digests/${userId}/`;
  for await (const page of objectPages(bucket, prefix)) {
    for (const { key, customMetadata } of page) {
      const periodStart = new Date(key.slice(prefix.length, -'.json'.length));
      if (!Number.isNaN(periodStart.getTime())) found.push({ id: customMetadata?.id, periodStart });
    }
  }
  return found.sort((a, b) => b.periodStart.getTime() - a.periodStart.getTime());
}

export async function readArchived(
  bucket: R2Bucket,
  userId: string,
  periodStart: Date,
): Promise<DigestRow | undefined> {
  const object = await bucket.get(keyOf(userId, periodStart));
  if (!object) return undefined;
  const row = ArchivedSchema.parse(await object.json());
  if (row.userId !== userId) throw new Error('An archived digest lies with another user.');
  return row;
}

function keyOf(userId: string, periodStart: Date): string {
  return `digests/${userId}/${periodStart.toISOString()}.json`;
}
