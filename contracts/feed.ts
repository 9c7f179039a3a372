import { z } from 'zod';
import { JobIdSchema, TimestampSchema, UlidSchema } from './ids.ts';
import { ImportProgressSchema, JobErrorSchema, JobStatusSchema } from './jobs.ts';
import { LabelSchema } from './labels.ts';
import { SideSchema } from './side.ts';

export const CoachReflectPayloadSchema = z.object({
  tradeId: UlidSchema,
  symbol: z.string(),
  side: SideSchema,
  labels: z.array(z.object({ name: LabelSchema, confidence: z.number() })),
  insight: z.string(),
  /** Closes of the hours before the fill, oldest first. */
  sparkline: z.array(z.number()),
  /** When the trade happened (the frame's ts is when the reflection was made). */
  tradeTs: TimestampSchema.optional(),
});
export type CoachReflectPayload = z.infer<typeof CoachReflectPayloadSchema>;

export const ImportProgressPayloadSchema = z.object({
  jobId: JobIdSchema,
  status: JobStatusSchema,
  progress: ImportProgressSchema,
  error: JobErrorSchema.optional(),
});
export type ImportProgressPayload = z.infer<typeof ImportProgressPayloadSchema>;

/** An export of everything is ready: see contracts/privacy.ts. It stands here so that the first load of the app does not carry the rest of that file. */
export const ExportReadySchema = z.object({
  jobId: JobIdSchema,
  bytes: z.number().int(),
  /** When the file is deleted. */
  keptUntil: TimestampSchema,
});
export type ExportReady = z.infer<typeof ExportReadySchema>;

/** A week's digest is there: see contracts/digests.ts. */
export const DigestReadySchema = z.object({
  digestId: UlidSchema,
  periodStart: TimestampSchema,
  periodEnd: TimestampSchema,
  timezone: z.string(),
  /** The week in a sentence. */
  headline: z.string(),
});
export type DigestReady = z.infer<typeof DigestReadySchema>;

const envelope = { eventId: UlidSchema, ts: TimestampSchema, v: z.number().int() };

/** An event as it is stored, replayed and sent. New types may come: a client passes over what it does not know. */
export const FeedEventSchema = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('coach.reflect'), payload: CoachReflectPayloadSchema }),
  z.object({ ...envelope, type: z.literal('import.progress'), payload: ImportProgressPayloadSchema }),
  z.object({ ...envelope, type: z.literal('export.ready'), payload: ExportReadySchema }),
  z.object({ ...envelope, type: z.literal('digest.ready'), payload: DigestReadySchema }),
]);
export type FeedEvent = z.infer<typeof FeedEventSchema>;
export type FeedEventType = FeedEvent['type'];

/** What the log holds: an event whose payload is not looked at. */
export const StoredEventSchema = z.object({ ...envelope, type: z.string(), payload: z.unknown() });
export type StoredEvent = z.infer<typeof StoredEventSchema>;

/** current: nothing missed. replay: what was missed follows. reset: the cursor is not in the log; reload the state and go on from head. */
export const ResumeSchema = z.enum(['current', 'replay', 'reset']);
export type Resume = z.infer<typeof ResumeSchema>;

export const ControlFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('feed.hello'),
    payload: z.object({ resume: ResumeSchema, head: UlidSchema.nullable() }),
  }),
  z.object({
    type: z.literal('feed.behind'),
    payload: z.object({ synced: z.literal(false), since: UlidSchema.nullable() }),
  }),
  z.object({ type: z.literal('feed.error'), payload: z.object({ code: z.string(), message: z.string() }) }),
]);
export type ControlFrame = z.infer<typeof ControlFrameSchema>;

export const ServerFrameSchema = z.union([ControlFrameSchema, FeedEventSchema]);
export type ServerFrame = z.infer<typeof ServerFrameSchema>;

export const ClientFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('feed.ack'), payload: z.strictObject({ eventId: UlidSchema }) }),
]);
export type ClientFrame = z.infer<typeof ClientFrameSchema>;

/** Where a reader of the log begins who has nothing of it: `before` may name it in place of an event. */
export const LOG_END = 'end';

export const EventsQuerySchema = z
  .strictObject({
    since: UlidSchema.optional(),
    before: z.union([UlidSchema, z.literal(LOG_END)]).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  })
  .refine(({ since, before }) => since === undefined || before === undefined, {
    path: ['before'],
    message: 'not together with since',
  });

/**
 * A page of the log, oldest first: the events after `since`, the log's first ones without it, or the last ones before `before`. more: there are
 * others beyond the page, on the side that was asked for. reset: what was named is not in the log. Of `since` the events then start at the
 * log's oldest; before an event that is gone there is nothing, since only the oldest go.
 */
export const EventsResponseSchema = z.object({
  events: z.array(StoredEventSchema),
  more: z.boolean(),
  reset: z.boolean().optional(),
});

/** How long an event can be asked for: in the outbox and in the feed's log. */
export const EVENT_LIFE_MS = 90 * 24 * 3_600_000;

/** Sent by the client now and then as it stands, and answered so: a socket can be open and dead. */
export const KEEP_ALIVE = { ping: 'ping', pong: 'pong' } as const;

/** Close codes of /ws/coach. */
export const CLOSE = {
  /** A newer socket of the same tab took over. */
  replaced: 4409,
  /** The session ended or the socket reached 24 h: sign in anew. */
  signInAgain: 4401,
  /** Not heard of for two minutes, and a sixth tab needed the place. */
  silent: 4408,
  /** Repeated frames that break the contract or tell nothing new. */
  badFrames: 1008,
  /** It could not be written to. */
  broken: 1011,
  /** A frame over 32 KB. */
  frameTooBig: 1009,
} as const;
