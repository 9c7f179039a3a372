import { type Claim, claimKey, freeKey, type KeptReply, keepReply } from '../../db/queries/idempotency.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { pepperedHash, sha256Hex } from '../security/hashes.ts';

/** A longer reply is not kept, and its request is done again. */
const MOST_BODY_BYTES = 256 * 1024;

/** What makes two requests the same: method, path with query, and the parts of the body (see `partsOf` of the middleware). */
export type RequestParts = readonly [method: string, path: string, ...body: string[]];

export type Start =
  | { kind: 'first'; claim: Claim }
  | { kind: 'replay'; reply: KeptReply }
  | { kind: 'running' }
  | { kind: 'reused' };

/** Begins a request under a key of its user, or tells what became of the one that was sent with it before. */
export async function beginRequest(
  ctx: Context,
  userId: string,
  key: string,
  parts: RequestParts,
): Promise<Start> {
  // With the pepper: a body can hold a password, and its bare hash could be searched for.
  const requestHash = pepperedHash(ctx.config.HASH_PEPPER, `request:${JSON.stringify(parts)}`);
  const begun = await claimKey(ctx.db, { userId, key, requestHash });
  if ('claim' in begun) return { kind: 'first', claim: begun.claim };
  const { requestHash: known, status, contentType, body } = begun.found;
  if (known !== requestHash) return { kind: 'reused' };
  return status === null ? { kind: 'running' } : { kind: 'replay', reply: { status, contentType, body } };
}

/**
 * Ends it: a reply is kept; null, or one that is too long, frees the key. What was done is done, so that a database that fails here only costs the next request
 * of the key a minute.
 */
export async function endRequest(ctx: Context, claim: Claim, reply: KeptReply | null): Promise<void> {
  const isKept = reply !== null && byteLength(reply.body ?? '') <= MOST_BODY_BYTES;
  const ended = isKept ? keepReply(ctx.db, claim, reply) : freeKey(ctx.db, claim);
  await ended.catch((error: unknown) => logError({ idempotency: sha256Hex(claim.key) }, error));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
