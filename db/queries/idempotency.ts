import { and, eq, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { idempotencyKey } from '../schema/requests.ts';

/** How long a reply is kept. */
const LIFE = sql`interval '24 hours'`;
/** No request is at work for longer: the worker of one that is was killed. */
const LONGEST_RUN = sql`interval '60 seconds'`;

export interface KeyedRequest {
  userId: string;
  key: string;
  requestHash: string;
}

/** The row of a request that is at work, and nobody else's of the same key. */
export interface Claim {
  userId: string;
  key: string;
  /** As Postgres writes it, to the microsecond. */
  begunAt: string;
}

export interface KeptReply {
  status: number;
  contentType: string | null;
  body: string | null;
}

export type FoundKey = { requestHash: string } & { [Field in keyof KeptReply]: KeptReply[Field] | null };

/**
 * Takes a key for a request; of several at once exactly one gets it. A key whose day is over is free, and so is that of the same request whose worker was
 * killed. Otherwise what is known of the key is answered.
 */
export async function claimKey(
  db: Db,
  { userId, key, requestHash }: KeyedRequest,
): Promise<{ claim: Claim } | { found: FoundKey }> {
  // More than once, because a rival's insert is invisible to the statement that it beats.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { rows } = await db.execute<FoundKey & { begunAt: string | null }>(sql`
      with begun as (
        insert into idempotency_key as known (user_id, key, request_hash) values (${userId}, ${key}, ${requestHash})
        on conflict (user_id, key) do update
          set request_hash = excluded.request_hash, created_at = now(), status = null, content_type = null, body = null
          where known.created_at < now() - ${LIFE}
             or (known.status is null and known.request_hash = excluded.request_hash and known.created_at < now() - ${LONGEST_RUN})
        returning created_at::text as begun_at
      )
      select begun_at as "begunAt", ${requestHash}::text as "requestHash", null::int as status, null::text as "contentType", null::text as body from begun
      union all
      select null, request_hash, status, content_type, body from idempotency_key
      where user_id = ${userId} and key = ${key} and not exists (select from begun)`);
    const [row] = rows;
    if (!row) continue;
    const { begunAt, ...found } = row;
    return begunAt === null ? { found } : { claim: { userId, key, begunAt } };
  }
  throw new Error('An Idempotency-Key could be neither taken nor found.');
}

/** Keeps the reply of the request that holds the claim, as far as it still does. */
export async function keepReply(db: Db, claim: Claim, reply: KeptReply): Promise<void> {
  await db.update(idempotencyKey).set(reply).where(isOf(claim));
}

/** The request came to nothing that would be worth telling again: the same key may try it anew. */
export async function freeKey(db: Db, claim: Claim): Promise<void> {
  await db.delete(idempotencyKey).where(isOf(claim));
}

export async function dropOldReplies(db: Db): Promise<void> {
  await db.delete(idempotencyKey).where(lt(idempotencyKey.createdAt, sql`now() - ${LIFE}`));
}

function isOf({ userId, key, begunAt }: Claim) {
  return and(
    eq(idempotencyKey.userId, userId),
    eq(idempotencyKey.key, key),
    sql`${idempotencyKey.createdAt} = ${begunAt}::timestamptz`,
  );
}
