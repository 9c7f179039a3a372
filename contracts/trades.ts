import { z } from 'zod';
import { BrokerSchema } from './brokers.ts';
import { DecimalSchema } from './decimal.ts';
import { EvidenceSchema } from './features.ts';
import { SymbolSchema, TimestampSchema, UlidSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { SideSchema } from './side.ts';

export const TradeSchema = z.object({
  id: UlidSchema,
  broker: BrokerSchema,
  extId: z.string(),
  symbol: z.string(),
  side: SideSchema,
  qty: DecimalSchema,
  price: DecimalSchema,
  fee: DecimalSchema.nullable(),
  feeCurrency: z.string().nullable(),
  ts: TimestampSchema,
  /** Of a SELL: whether what was sold has a known cost. null for a BUY, and until the fill is scored. */
  basis: z.enum(['known', 'partial', 'unknown']).nullable(),
  /** Realised by this fill, net of fees, in the quote currency; null where it realises nothing or the basis is unknown. */
  pnl: DecimalSchema.nullable(),
  heldHours: z.number().nullable(),
  labels: z.array(z.object({ label: LabelSchema, confidence: z.number() })),
});
export type Trade = z.infer<typeof TradeSchema>;

export const TradesQuerySchema = z.strictObject({
  since: TimestampSchema.optional(),
  until: TimestampSchema.optional(),
  symbol: SymbolSchema.optional(),
  label: LabelSchema.optional(),
  /** The id of the last trade of the page before. */
  cursor: UlidSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TradesQuery = z.input<typeof TradesQuerySchema>;

export const TradesResponseSchema = z.object({ trades: z.array(TradeSchema), cursor: z.string().nullable() });
export const TradeResponseSchema = z.object({ trade: TradeSchema });

export const BiasTagSchema = z.object({
  id: UlidSchema,
  tradeId: UlidSchema,
  label: LabelSchema,
  confidence: z.number().min(0).max(1),
  features: EvidenceSchema,
  createdAt: TimestampSchema,
});
export type BiasTag = z.infer<typeof BiasTagSchema>;

/** null: not scored yet. */
export const TradeBiasResponseSchema = z.object({
  trade: TradeSchema,
  tags: z.array(BiasTagSchema),
  reflection: z.object({ insight: z.string(), sparkline: z.array(z.number()) }).nullable(),
});
export type TradeBias = z.infer<typeof TradeBiasResponseSchema>;

/** An hourly bar. Prices are decimal strings; ts is the bar's opening. */
export const CandleDtoSchema = z.object({
  ts: TimestampSchema,
  open: DecimalSchema,
  high: DecimalSchema,
  low: DecimalSchema,
  close: DecimalSchema,
  volume: DecimalSchema,
});
export type CandleDto = z.infer<typeof CandleDtoSchema>;

/** The bars around a trade, as far as they are stored. */
export const TradeCandlesResponseSchema = z.object({
  symbol: z.string(),
  granularity: z.literal('1h'),
  candles: z.array(CandleDtoSchema),
});

export const ImportRequestSchema = z.strictObject({
  broker: BrokerSchema.optional(),
  since: TimestampSchema.optional(),
});
export type ImportRequest = z.input<typeof ImportRequestSchema>;
