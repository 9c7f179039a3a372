import { z } from 'zod';
import { BrokerSchema } from './brokers.ts';
import { DecimalSchema, PositiveAmountSchema } from './decimal.ts';
import { EvidenceSchema } from './features.ts';
import { SymbolSchema, TimestampSchema, UlidSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { RuleCheckSchema } from './rules.ts';
import { SideSchema } from './side.ts';
import { VoteSchema } from './thresholds.ts';

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
  /** The id of the order's first fill: fills of one order are one decision. null until it is scored. */
  orderId: UlidSchema.nullable(),
  labels: z.array(z.object({ label: LabelSchema, confidence: z.number() })),
});
export type Trade = z.infer<typeof TradeSchema>;

export const TradesQuerySchema = z.strictObject({
  since: TimestampSchema.optional(),
  until: TimestampSchema.optional(),
  symbol: SymbolSchema.optional(),
  label: LabelSchema.optional(),
  /** Sales of which not all has a known cost. */
  cost: z.literal('unknown').optional(),
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

/** A part of a sale and the lot that it came from. Money is in the quote currency. */
export const LotMatchSchema = z.object({
  saleId: UlidSchema,
  /** null: no buy, but see source. */
  buyId: UlidSchema.nullable(),
  source: z.enum(['buy', 'transfer', 'reward', 'convert', 'entered']),
  qty: DecimalSchema,
  /** With the buy's share of its fee. */
  cost: DecimalSchema,
  /** Less the sale's share of its fee. */
  proceeds: DecimalSchema,
  pnl: DecimalSchema,
  openedAt: TimestampSchema.nullable(),
  closedAt: TimestampSchema,
});
export type LotMatch = z.infer<typeof LotMatchSchema>;

/** From flat to flat. closedAt null: still open. */
export const RoundTripSchema = z.object({
  /** The fill that opened it, or an inventory event. */
  id: z.string(),
  openedAt: TimestampSchema,
  closedAt: TimestampSchema.nullable(),
  entries: z.number().int(),
  exits: z.number().int(),
  qty: DecimalSchema,
  gross: DecimalSchema,
  fees: DecimalSchema,
  pnl: DecimalSchema,
  basis: z.enum(['known', 'partial', 'unknown']),
});
export type RoundTrip = z.infer<typeof RoundTripSchema>;

/** The worst and best price between buy and sale, from hourly bars that lie wholly between them: estimates. In quote currency for the whole fill. */
export const ExcursionSchema = z.object({
  mae: DecimalSchema,
  mfe: DecimalSchema,
  worstPrice: DecimalSchema,
  bestPrice: DecimalSchema,
  /** What of the best was kept: gross result / MFE; null without a gain to keep. */
  captured: z.number().nullable(),
});
export type Excursion = z.infer<typeof ExcursionSchema>;

/** What the ledger has on a fill. */
export const TradeLedgerSchema = z.object({
  /** Of a sale: the lots it took. Of a buy: what later sales took of its lot. */
  matches: z.array(LotMatchSchema),
  /** Of a sale: what left without a known cost. */
  unknownQty: DecimalSchema,
  /** Of a buy: what of its lot is still held. */
  heldQty: DecimalSchema.nullable(),
  gross: DecimalSchema.nullable(),
  /** Result over the risk per trade; null where none is set or nothing was realised. */
  r: z.number().nullable(),
  roundTrip: RoundTripSchema.nullable(),
  excursion: ExcursionSchema.nullable(),
  /** The cost that the trader entered by hand for what has none, per unit. */
  enteredCost: z.object({ unitCost: DecimalSchema, acquiredAt: TimestampSchema.nullable() }).nullable(),
});
export type TradeLedger = z.infer<typeof TradeLedgerSchema>;

/** Whether the stored tags came out again, byte for byte. */
export const VerificationSchema = z.object({
  equal: z.boolean(),
  version: z.number().int(),
  /** Where stored and recomputed differ. */
  differences: z.array(z.object({ path: z.string(), stored: z.string(), recomputed: z.string() })),
  /** Why, in a sentence, where it is known. */
  why: z.string().nullable(),
});
export type Verification = z.infer<typeof VerificationSchema>;

export const BiasQuerySchema = z.strictObject({ verify: z.literal('1').optional() });

/** null: not scored yet. */
export const TradeBiasResponseSchema = z.object({
  trade: TradeSchema,
  tags: z.array(BiasTagSchema),
  reflection: z.object({ insight: z.string(), sparkline: z.array(z.number()) }).nullable(),
  ledger: TradeLedgerSchema.nullable(),
  feedback: z.array(z.object({ label: LabelSchema, vote: VoteSchema })),
  /** How the trader's own rules stood with it; those that were in force when its order began. */
  rules: z.array(RuleCheckSchema),
  verification: VerificationSchema.optional(),
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

/** What a sale of unknown basis was bought for, per unit in quote currency, fees included; null takes it back. */
export const EnterCostRequestSchema = z.strictObject({
  unitCost: PositiveAmountSchema.nullable(),
  acquiredAt: TimestampSchema.nullable().optional(),
});
export type EnterCostRequest = z.input<typeof EnterCostRequestSchema>;
