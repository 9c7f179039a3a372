import { z } from 'zod';
import { SecondFactorCodeSchema } from './auth.ts';
import { JobIdSchema, TimestampSchema, UlidSchema } from './ids.ts';
import { JobErrorSchema, JobStatusSchema } from './jobs.ts';

export const ExportDtoSchema = z.object({
  id: JobIdSchema,
  status: JobStatusSchema,
  createdAt: TimestampSchema,
  error: JobErrorSchema.optional(),
  /** Of the file, once it is there. */
  bytes: z.number().int().optional(),
  /** Good for a quarter of an hour, in this user's session only; a new one comes with each list. */
  url: z.string().optional(),
  /** Of the address. */
  expiresAt: TimestampSchema.optional(),
  /** When the file itself is deleted. */
  keptUntil: TimestampSchema.optional(),
});
export type ExportDto = z.infer<typeof ExportDtoSchema>;
/** The newest first. */
export const ExportsResponseSchema = z.object({ exports: z.array(ExportDtoSchema) });

/** The payload of the event `export.ready`. */
export { ExportReadySchema } from './feed.ts';

/** An address of an export's file, as the list gives it. Whatever else is asked for is not there. */
export const ExportFileQuerySchema = z.strictObject({
  /** Unix seconds. */
  expires: z.string().max(20).optional(),
  signature: z.string().max(100).optional(),
});

export const DeleteAccountSchema = z.strictObject({
  password: z.string().max(1024),
  /** Where a second factor is set up. */
  code: SecondFactorCodeSchema.optional(),
});

export const AuditQuerySchema = z.strictObject({
  cursor: UlidSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const AuditEntrySchema = z.object({
  id: UlidSchema,
  /** As `session.opened`. */
  action: z.string(),
  meta: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  createdAt: TimestampSchema,
});
export type AuditEntry = z.infer<typeof AuditEntrySchema>;
/** The newest first. */
export const AuditResponseSchema = z.object({
  entries: z.array(AuditEntrySchema),
  cursor: UlidSchema.nullable(),
});
