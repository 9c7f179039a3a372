import { z } from 'zod';
import { BrokerSchema } from '../../contracts/brokers.ts';
import { TimestampSchema } from '../../contracts/ids.ts';

/** What a job's row says is to be done, by kind. */

/** Both ends are read. ISO 8601 of one form, so that their texts compare as their times. */
const WindowSchema = z.object({ since: TimestampSchema, until: TimestampSchema });
export type Window = z.infer<typeof WindowSchema>;

const BrokerImportSchema = WindowSchema.extend({
  source: z.literal('broker'),
  broker: BrokerSchema,
  /** The window that the job's cursor belongs to: since and until may have been widened after it was begun. */
  reading: WindowSchema.optional(),
  /** What was read to its end. */
  covered: WindowSchema.optional(),
});
export type BrokerImport = z.infer<typeof BrokerImportSchema>;

const FileImportSchema = z.object({
  source: z.literal('file'),
  broker: BrokerSchema,
  /** Where the upload lies in R2. */
  object: z.string(),
});
export type FileImport = z.infer<typeof FileImportSchema>;

export const ImportSchema = z.discriminatedUnion('source', [BrokerImportSchema, FileImportSchema]);
