import { z } from 'zod';
import { BrokerSchema } from '../../contracts/brokers.ts';
import { TimestampSchema, UlidSchema } from '../../contracts/ids.ts';
import { ColumnMappingSchema, FileFormatIdSchema } from '../../contracts/imports.ts';

/** What a job's row says is to be done, by kind. */

/** Both ends are read. ISO 8601 of one form, so that their texts compare as their times. */
const WindowSchema = z.object({ since: TimestampSchema, until: TimestampSchema });
export type Window = z.infer<typeof WindowSchema>;

const BrokerImportSchema = WindowSchema.extend({
  source: z.literal('broker'),
  broker: BrokerSchema,
  /** Whose account is read. Rows that were made before this was kept have none: they read the connection that there is. */
  connectionId: UlidSchema.optional(),
  /** The window that the job's cursor belongs to: since and until may have been widened after it was begun. */
  reading: WindowSchema.optional(),
  /** What was read to its end. */
  covered: WindowSchema.optional(),
  /** Nobody asked for it: as long as it brings nothing, nobody is told of it either. */
  automatic: z.boolean().optional(),
});
export type BrokerImport = z.infer<typeof BrokerImportSchema>;

/** Whether the connection that there is by now is the one that an import was begun with. */
export function isOf({ connectionId }: BrokerImport, connection: { id: string }): boolean {
  return connectionId === undefined || connectionId === connection.id;
}

const FileImportSchema = z.object({
  source: z.literal('file'),
  broker: BrokerSchema,
  format: FileFormatIdSchema.default('coinbase-fills'),
  /** Of a file of no known format. */
  mapping: ColumnMappingSchema.optional(),
  /** Where the upload lies in R2. */
  object: z.string(),
  /** The file's own name, as its trader knows it. */
  name: z.string().default('export.csv'),
  /** Nothing is stored but what would happen. */
  dryRun: z.boolean().default(false),
});
export type FileImport = z.infer<typeof FileImportSchema>;

export const ImportSchema = z.discriminatedUnion('source', [BrokerImportSchema, FileImportSchema]);

/** What a simulation wants to read and is not stored: months of products, up to a time. */
export const CandleWantsSchema = z.object({
  wants: z.array(
    z.object({
      broker: BrokerSchema,
      symbol: z.string(),
      /** YYYY-MM, UTC, sorted. */
      months: z.array(z.string()),
      until: TimestampSchema,
    }),
  ),
});
export type CandleWants = z.infer<typeof CandleWantsSchema>;
