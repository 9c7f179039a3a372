import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';
import { TimestampSchema, UlidSchema } from './ids.ts';
import { JobErrorSchema, JobSchema } from './jobs.ts';

/** Venues whose fills are kept. Those that cannot be connected come as files; `other` is a file that its trader mapped by hand. */
export const BROKERS = ['coinbase', 'binance', 'kraken', 'kucoin', 'bybit', 'other'] as const;
export const BrokerSchema = z.enum(BROKERS);
export type Broker = z.infer<typeof BrokerSchema>;

/** How a trader lets us read: on the broker's own page, or by a key that the trader made there. */
export const AuthSchema = z.enum(['oauth2', 'api_key']);
export type Auth = z.infer<typeof AuthSchema>;

export const BrokerDtoSchema = z.object({
  broker: BrokerSchema,
  name: z.string(),
  /** What this deployment offers; empty where nothing can be connected. */
  auth: z.array(AuthSchema),
  enabled: z.boolean(),
});
export type BrokerDto = z.infer<typeof BrokerDtoSchema>;

export const ConnectionDtoSchema = z.object({
  id: UlidSchema,
  broker: BrokerSchema,
  auth: AuthSchema,
  status: z.enum(['active', 'paused', 'revoked']),
  /** What the trader allowed, as the broker names it (space separated). */
  scope: z.string(),
  createdAt: TimestampSchema,
  /** Why nothing can be read at present, and the way out; it goes with the next import that ends well. */
  problem: JobErrorSchema.nullable(),
  /** When the last import that ended well began. */
  syncedAt: TimestampSchema.nullable(),
  history: z.object({
    /** Everything since then was read. */
    since: TimestampSchema.nullable(),
    /** What was read explains what the broker holds. */
    complete: z.boolean(),
  }),
  /** The newest import over this connection, running or ended. */
  lastImport: JobSchema.optional(),
});
export type ConnectionDto = z.infer<typeof ConnectionDtoSchema>;

export const BrokersResponseSchema = z.object({
  brokers: z.array(BrokerDtoSchema),
  connections: z.array(ConnectionDtoSchema),
});

/** The trader's own key. It is asked what it may do before it is kept, and refused if it may do more than read. */
export const ConnectKeyRequestSchema = z.strictObject({
  apiKey: z.string().trim().min(1).max(500),
  apiSecret: z.string().trim().min(1).max(4000),
});
export type ConnectKeyRequest = z.infer<typeof ConnectKeyRequestSchema>;

export const ConnectStartResponseSchema = z.object({ url: z.url(), state: z.string() });
export const ConnectionResponseSchema = z.object({ connection: ConnectionDtoSchema });

/** What the broker says it holds, beside what the books make of everything that was read. */
export const BalanceSchema = z.object({
  asset: z.string(),
  atBroker: DecimalSchema,
  inBooks: DecimalSchema,
  /** atBroker − inBooks */
  difference: DecimalSchema,
  /** Equal, but for the last digits of a venue's rounding. */
  agrees: z.boolean(),
});
export type Balance = z.infer<typeof BalanceSchema>;

export const BalancesResponseSchema = z.object({
  /** null: not asked yet. */
  checkedAt: TimestampSchema.nullable(),
  balances: z.array(BalanceSchema),
});
