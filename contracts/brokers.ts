import { z } from 'zod';
import { TimestampSchema, UlidSchema } from './ids.ts';
import { JobSchema } from './jobs.ts';

export const BrokerSchema = z.enum(['coinbase', 'binance']);
export type Broker = z.infer<typeof BrokerSchema>;

export const BrokerDtoSchema = z.object({
  broker: BrokerSchema,
  name: z.string(),
  auth: z.array(z.enum(['oauth2', 'api_key'])),
  enabled: z.boolean(),
});
export type BrokerDto = z.infer<typeof BrokerDtoSchema>;

export const ConnectionDtoSchema = z.object({
  id: UlidSchema,
  broker: BrokerSchema,
  status: z.enum(['active', 'paused', 'revoked']),
  /** What the trader allowed, as the broker names it (space separated). */
  scope: z.string(),
  createdAt: TimestampSchema,
  /** The newest import over this connection, running or ended. */
  lastImport: JobSchema.optional(),
});
export type ConnectionDto = z.infer<typeof ConnectionDtoSchema>;

export const BrokersResponseSchema = z.object({
  brokers: z.array(BrokerDtoSchema),
  connections: z.array(ConnectionDtoSchema),
});

export const ConnectStartResponseSchema = z.object({ url: z.url(), state: z.string() });
export const ConnectionResponseSchema = z.object({ connection: ConnectionDtoSchema });
