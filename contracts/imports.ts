import { z } from 'zod';
import { BrokerSchema } from './brokers.ts';
import { DecimalSchema } from './decimal.ts';
import { TimestampSchema } from './ids.ts';
import { SideSchema } from './side.ts';

export const FILE_FORMATS = [
  'coinbase-transactions',
  'coinbase-fills',
  'coinbase-account',
  'binance-trades',
  'binance-statement',
  'kraken-trades',
  'kraken-ledger',
  'kucoin-trades',
  'bybit-spot',
  'generic',
] as const;
export const FileFormatIdSchema = z.enum(FILE_FORMATS);
export type FileFormatId = z.infer<typeof FileFormatIdSchema>;

const ColumnSchema = z.string().max(200);

/** Which column of a file of no known format holds what. Columns go by their names in the header. */
export const ColumnMappingSchema = z.strictObject({
  broker: BrokerSchema.default('other'),
  columns: z.strictObject({
    time: ColumnSchema,
    symbol: ColumnSchema,
    side: ColumnSchema,
    quantity: ColumnSchema,
    price: ColumnSchema,
    fee: ColumnSchema.optional(),
    feeCurrency: ColumnSchema.optional(),
    id: ColumnSchema.optional(),
  }),
  /** Of times that name no zone (IANA). */
  timezone: z.string().max(60).default('UTC'),
  /** Of times written in digits and slashes or dots. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
  decimal: z.enum(['.', ',']).default('.'),
});
export type ColumnMapping = z.infer<typeof ColumnMappingSchema>;

/** What moves an inventory without being a trade. A convert is two of these. */
export const MOVEMENT_KINDS = [
  'transfer_in',
  'transfer_out',
  'reward',
  'convert_in',
  'convert_out',
  'fee',
] as const;
export const MovementKindSchema = z.enum(MOVEMENT_KINDS);
export type MovementKind = z.infer<typeof MovementKindSchema>;

/** What one of the first rows was read as. */
export const PreviewedRowSchema = z.object({
  line: z.number().int(),
  fill: z
    .object({
      ts: TimestampSchema,
      symbol: z.string(),
      side: SideSchema,
      qty: DecimalSchema,
      price: DecimalSchema,
      fee: DecimalSchema.nullable(),
      feeCurrency: z.string().nullable(),
    })
    .optional(),
  movement: z
    .object({ ts: TimestampSchema, kind: MovementKindSchema, asset: z.string(), qty: DecimalSchema })
    .optional(),
  rejected: z.string().optional(),
});
export type PreviewedRow = z.infer<typeof PreviewedRowSchema>;

/** A look into a file before anything is kept of it. */
export const FilePreviewSchema = z.object({
  /** null: no known format; with a mapping it is `generic`. */
  format: FileFormatIdSchema.nullable(),
  /** As a trader calls it: "Kraken trades". */
  name: z.string().nullable(),
  broker: BrokerSchema.nullable(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t', '|']),
  columns: z.array(z.string()),
  /** The first rows as they stand in the file. */
  rows: z.array(z.array(z.string())),
  /** The same rows as they would be imported; empty where the format is not known. */
  sample: z.array(PreviewedRowSchema),
});
export type FilePreview = z.infer<typeof FilePreviewSchema>;
