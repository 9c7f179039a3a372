import { z } from 'zod';
import type { World } from './world.ts';

const JobSchema = z.object({ id: z.string() });

/** As the product makes it: the key is the hash of what it means, the id that of key and run. */
export async function insertScoreJob({ database }: World, userId: string): Promise<string> {
  const [job] = await database.rows(
    JobSchema,
    `with made as (select encode(sha256(convert_to('["score","' || $1::text || '"]', 'UTF8')), 'hex') as key),
     next as (select key, (select coalesce(max(j.run), 0) + 1 from job j where j.key = made.key) as run from made)
     insert into job (id, user_id, kind, key, run, status, params, progress)
     select encode(sha256(convert_to(key || ':' || run, 'UTF8')), 'hex'), $1, 'score', key, run, 'queued', '{}',
            '{"pages":0,"seen":0,"inserted":0,"duplicates":0,"rejected":0,"scored":0}'
     from next returning id`,
    [userId],
  );
  if (!job) throw new Error('The score job could not be made.');
  return job.id;
}
