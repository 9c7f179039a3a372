import { z } from 'zod';
import { JobIdSchema, TimestampSchema, UlidSchema } from './ids.ts';

export const JobKindSchema = z.enum(['import', 'score', 'verify', 'export', 'simulate']);
export type JobKind = z.infer<typeof JobKindSchema>;

export const JobStatusSchema = z.enum(['queued', 'running', 'done', 'failed', 'dead']);
export type JobStatus = z.infer<typeof JobStatusSchema>;

/**
 * Counts of one import run. seen = inserted + moved + duplicates + rejected; scored counts the inserted fills that have their reflection. Of a dry run
 * they say what would happen.
 */
export const ImportProgressSchema = z.object({
  pages: z.number().int(),
  seen: z.number().int(),
  inserted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  scored: z.number().int(),
  /** Transfers, rewards and converts: they change what is held, and are no trades. */
  moved: z.number().int().default(0),
});
export type ImportProgress = z.infer<typeof ImportProgressSchema>;

export const NO_PROGRESS: ImportProgress = {
  pages: 0,
  seen: 0,
  inserted: 0,
  duplicates: 0,
  rejected: 0,
  scored: 0,
  moved: 0,
};

/** Why a job ended badly: a stable code and a sentence for the trader. */
export const JobErrorSchema = z.object({ code: z.string(), message: z.string() });
export type JobError = z.infer<typeof JobErrorSchema>;

/** How many stored trades came out again byte for byte, and the first of those that did not. */
export const VerifyResultSchema = z.object({
  trades: z.number().int(),
  equal: z.number().int(),
  different: z.array(z.object({ tradeId: UlidSchema, why: z.string() })),
});
export type VerifyResult = z.infer<typeof VerifyResultSchema>;

/** Where an export lies in R2, and until when. The address is not for clients: they get a signed one. */
export const ExportResultSchema = z.object({
  key: z.string(),
  bytes: z.number().int(),
  expiresAt: TimestampSchema,
});
export type ExportResult = z.infer<typeof ExportResultSchema>;
export type JobResult = VerifyResult | ExportResult;

export const JobSchema = z.object({
  id: JobIdSchema,
  kind: JobKindSchema,
  status: JobStatusSchema,
  progress: ImportProgressSchema,
  error: JobErrorSchema.optional(),
  /** An import that only tells what it would do. */
  dryRun: z.boolean().optional(),
  /** Of a verification that is done. */
  result: VerifyResultSchema.optional(),
  createdAt: TimestampSchema,
  updatedAt: TimestampSchema,
});
export type Job = z.infer<typeof JobSchema>;

export const JobResponseSchema = z.object({ job: JobSchema });
export const JobAcceptedSchema = z.object({ jobId: JobIdSchema });

export const RejectionSchema = z.object({
  /** Line of the uploaded file, counted from 1. */
  line: z.number().int().optional(),
  extId: z.string().optional(),
  reason: z.string(),
});
export type Rejection = z.infer<typeof RejectionSchema>;

export const RejectionsResponseSchema = z.object({
  rejections: z.array(RejectionSchema),
  cursor: z.string().nullable(),
});
