import { z } from 'zod';
import { BrokerSchema } from '../../contracts/brokers.ts';
import { TimestampSchema } from '../../contracts/ids.ts';

/** What a job's row says is to be done, by kind. */

export const BrokerImportSchema = z.object({
  source: z.literal('broker'),
  broker: BrokerSchema,
  since: TimestampSchema,
  until: TimestampSchema,
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
