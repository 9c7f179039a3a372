import { z } from 'zod';
import { ImportProgressPayloadSchema, type StoredEvent } from '../../../contracts/feed.ts';
import type { Database } from '../database.ts';
import { readEvents } from '../recorder.ts';
import type { Trader } from '../trader.ts';

const OutboxSchema = z.object({
  id: z.string(),
  type: z.string(),
  seq: z.coerce.number(),
  delivered: z.boolean(),
  trade_id: z.string().nullable(),
});
const UntoldSchema = z.object({ trade_id: z.string() });
const WAIT_FOR_SOCKET_MS = 10_000;
const ENDED = new Set(['done', 'failed', 'dead']);

/**
 * I3: what the socket brought, what the log says and what was committed are the same events in the same order, each once: no gap, no
 * double, nothing that was not handed over, and nothing told before what was committed before it by the same job.
 */
export async function feedFaults(database: Database, trader: Trader): Promise<string[]> {
  const outbox = await database.rows(
    OutboxSchema,
    `select id, type, seq, delivered_at is not null as delivered, payload ->> 'tradeId' as trade_id
     from event_outbox where user_id = $1 order by seq`,
    [trader.userId],
  );
  const log = await wholeLog(trader);
  const { recorder } = trader;
  await recorder.until(() => recorder.applied.at(-1)?.eventId === log.at(-1)?.eventId, WAIT_FOR_SOCKET_MS);
  const logIds = log.map(({ eventId }) => eventId);
  return [
    ...outbox
      .filter(({ delivered }) => !delivered)
      .map(({ id }) => `${id} was committed and not handed over`),
    ...differenceOfSets(
      'the log',
      logIds,
      'the outbox',
      outbox.map(({ id }) => id),
    ),
    ...differenceOfOrder(
      recorder.applied.map(({ eventId }) => eventId),
      logIds,
    ),
    ...doublesWithin(trader),
    ...recorder.unreadable.map((text) => `unreadable frame: ${text}`),
    ...inversions(logIds, outbox),
    ...backwards(log),
    ...(await untold(database, trader.userId)),
  ];
}

async function wholeLog({ client }: Trader): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let since: string | null = null; ; ) {
    const page = await readEvents(client, since, 500);
    events.push(...page.events);
    since = page.events.at(-1)?.eventId ?? since;
    if (!page.more) return events;
  }
}

function differenceOfSets(
  a: string,
  idsOfA: readonly string[],
  b: string,
  idsOfB: readonly string[],
): string[] {
  const [inA, inB] = [new Set(idsOfA), new Set(idsOfB)];
  return [
    ...(inA.size === idsOfA.length ? [] : [`${a} holds an id twice`]),
    ...idsOfA.filter((id) => !inB.has(id)).map((id) => `${id} is in ${a} and not in ${b}`),
    ...idsOfB.filter((id) => !inA.has(id)).map((id) => `${id} is in ${b} and not in ${a}`),
  ];
}

function differenceOfOrder(seen: readonly string[], log: readonly string[]): string[] {
  const at = log.findIndex((id, place) => seen[place] !== id);
  if (at === -1 && seen.length === log.length) return [];
  return [
    `the socket brought ${seen.length} events and the log has ${log.length}; they part at ${at === -1 ? log.length : at}: ${seen[at]} for ${log[at]}`,
  ];
}

function doublesWithin({ recorder }: Trader): string[] {
  const seen = new Set<string>();
  return recorder.frames.flatMap(({ connection, eventId }) => {
    const key = `${connection} ${eventId}`;
    if (seen.has(key)) return [`${eventId} came twice over connection ${connection}`];
    seen.add(key);
    return [];
  });
}

/** One job of a user scores at a time: its reflections reach the log in the order in which they were committed. */
function inversions(log: readonly string[], outbox: readonly z.infer<typeof OutboxSchema>[]): string[] {
  const seqOf = new Map(
    outbox.filter(({ type }) => type === 'coach.reflect').map(({ id, seq }) => [id, seq]),
  );
  let highest = 0;
  return log.flatMap((id) => {
    const seq = seqOf.get(id);
    if (seq === undefined) return [];
    if (seq < highest) return [`${id} (seq ${seq}) was told after seq ${highest}`];
    highest = seq;
    return [];
  });
}

/** The progress of one import only rises, and an import that has ended does not run again. */
function backwards(log: readonly StoredEvent[]): string[] {
  const before = new Map<string, { seen: number; scored: number; ended: boolean }>();
  return log.flatMap(({ type, eventId, payload }) => {
    if (type !== 'import.progress') return [];
    const { jobId, progress, status } = ImportProgressPayloadSchema.parse(payload);
    const last = before.get(jobId) ?? { seen: 0, scored: 0, ended: false };
    const now = { seen: progress.seen, scored: progress.scored, ended: ENDED.has(status) };
    before.set(jobId, now);
    const fell = now.seen < last.seen || now.scored < last.scored || (last.ended && !now.ended);
    return fell ? [`${eventId}: ${JSON.stringify(now)} after ${JSON.stringify(last)}`] : [];
  });
}

/** A trade that was spoken of was told of. */
async function untold(database: Database, userId: string): Promise<string[]> {
  const rows = await database.rows(
    UntoldSchema,
    `select distinct r.trade_id from reflection r where r.user_id = $1 and not exists (
       select from event_outbox e where e.user_id = $1 and e.type = 'coach.reflect' and e.payload ->> 'tradeId' = r.trade_id)`,
    [userId],
  );
  return rows.map(({ trade_id }) => `the reflection on ${trade_id} was never told`);
}
