import { z } from 'zod';
import { BrokerSchema } from './brokers.ts';
import { AmountSchema, DecimalSchema, PositiveAmountSchema } from './decimal.ts';
import { ConditionSchema, EvidenceSchema, FeatureValueSchema } from './features.ts';
import { SymbolSchema, TimestampSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { MatchingSchema, SettingsSchema } from './settings.ts';
import { SideSchema } from './side.ts';

/*
 * What other services ask, signed, under /v1. Nothing of it is kept. A body is at most 1 MiB, which is about ten thousand candles.
 */

const MOST_CANDLES = 10_000;
const MOST_HOURS_TOLD = 1_000;
const MOST_FILLS = 1_000;
const MOST_MARKETS = 100;

const TextSchema = z
  .string()
  .min(1)
  .max(128)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'text without control characters');

const HourSchema = TimestampSchema.refine(
  (text) => /T\d\d:00(:00(\.0+)?)?Z$/.test(text),
  'the full hour at which the candle opened',
);

/** PositiveAmountSchema as one expression: a call has forty thousand prices. */
const PriceSchema = z
  .string()
  .regex(/^(?=.*[1-9])(0|[1-9]\d{0,17})(\.\d{1,24})?$/, 'a decimal number above zero such as "0.25"');

export const ServiceCandleSchema = z
  .strictObject({
    ts: HourSchema,
    open: PriceSchema,
    high: PriceSchema,
    low: PriceSchema,
    close: PriceSchema,
    /** No indicator reads it. */
    volume: DecimalSchema.optional(),
  })
  .refine(({ high, low }) => Number(high) >= Number(low), 'a high that is not below its low');
export type ServiceCandle = z.infer<typeof ServiceCandleSchema>;

/** In any order; an hour without one counts as an hour without a trade. Of two of one hour the later in the list counts. */
const CandlesSchema = z.array(ServiceCandleSchema).min(1).max(MOST_CANDLES);

export const IndicatorsRequestSchema = z.strictObject({
  candles: CandlesSchema,
  /** So many hours are told, the last of them that of the newest candle. */
  last: z.number().int().min(1).max(MOST_HOURS_TOLD).default(1),
});
export type IndicatorsRequest = z.output<typeof IndicatorsRequestSchema>;

/** RSI 14 and ATR 14 after Wilder, Bollinger 20, 2. Those of price are in the quote asset. */
export const INDICATOR_NAMES = ['RSI_14', 'ATR_14', 'BB_lower', 'BB_middle', 'BB_upper'] as const;
/** The features of the market, and the distance from prior support: as of a fill at the hour's close, at its closing price. */
export const HOUR_FEATURE_NAMES = [
  'pct_change_1h_before',
  'pct_change_24h_before',
  'RSI_14',
  'ATR_rel',
  'BB_pos',
  'gap_from_MA',
  'drawdown_recent',
  'support_gap',
] as const;

export const DescribedHourSchema = z.object({
  /** Its opening. */
  ts: TimestampSchema,
  /** It had no candle: the close before it stands in its place. */
  filled: z.boolean(),
  /** From the first bar on that a formula has a value for; the features ask for more bars, and for few gaps among them. */
  indicators: z.record(z.enum(INDICATOR_NAMES), FeatureValueSchema),
  features: z.record(z.enum(HOUR_FEATURE_NAMES), FeatureValueSchema),
});
/** The oldest first. */
export const IndicatorsResponseSchema = z.object({ hours: z.array(DescribedHourSchema) });
export type IndicatorsResponse = z.infer<typeof IndicatorsResponseSchema>;

export const ServiceFillSchema = z.strictObject({
  id: TextSchema,
  broker: BrokerSchema,
  /** The venue's own id of the fill; else `id`. */
  extId: TextSchema.optional(),
  symbol: SymbolSchema,
  side: SideSchema,
  qty: PositiveAmountSchema,
  price: PositiveAmountSchema,
  fee: AmountSchema.nullable().default(null),
  /** null with a fee: the quote asset. */
  feeCurrency: TextSchema.nullable().default(null),
  ts: TimestampSchema,
  /** The venue's own order of fills of one time, comparable as text. */
  venueSeq: TextSchema.nullable().default(null),
  /** Of the order that it filled a part of. Without one, fills within a minute on one side of one product are one order. */
  orderId: TextSchema.nullable().default(null),
});

export const ServiceMovementSchema = z.strictObject({
  id: TextSchema,
  broker: BrokerSchema,
  kind: z.enum(['transfer_in', 'transfer_out', 'reward', 'convert_in', 'convert_out']),
  asset: z.string().regex(/^[\p{L}\p{N}.]{1,20}$/u, 'an asset such as BTC'),
  qty: PositiveAmountSchema,
  value: AmountSchema.nullable().default(null),
  valueCurrency: TextSchema.nullable().default(null),
  ts: TimestampSchema,
});

export const BiasScoreRequestSchema = z.strictObject({
  settings: z.strictObject({ timezone: SettingsSchema.shape.timezone, matching: MatchingSchema }),
  /** Of all brokers and products, in any order: labels look across products, and at what came before. */
  fills: z.array(ServiceFillSchema).min(1).max(MOST_FILLS),
  /** What moved the inventory without being a trade. */
  movements: z.array(ServiceMovementSchema).max(MOST_FILLS).default([]),
  /** What sales are said to have cost, per unit in the quote asset. */
  costs: z
    .array(
      z.strictObject({
        fillId: TextSchema,
        unitCost: PositiveAmountSchema,
        acquiredAt: TimestampSchema.nullable().default(null),
      }),
    )
    .max(MOST_FILLS)
    .default([]),
  /** By product. A fill reads its month and the one before, the months in which it was held, and as much time after a sale: send whole months. */
  markets: z
    .array(
      z.strictObject({
        broker: BrokerSchema,
        symbol: SymbolSchema,
        /** Every hour before it is in the list, or had no trade; else the close of the newest candle. */
        coveredUntil: TimestampSchema.optional(),
        candles: z.array(ServiceCandleSchema).max(MOST_CANDLES),
      }),
    )
    .max(MOST_MARKETS)
    .default([]),
  /** Hindsight ends here; else now. */
  asOf: TimestampSchema.optional(),
  /** Answers these only. The others count all the same. */
  only: z.array(TextSchema).max(MOST_FILLS).optional(),
});
export type BiasScoreRequest = z.output<typeof BiasScoreRequestSchema>;

export const TagSchema = z.object({ label: LabelSchema, confidence: z.number().min(0).max(1) });

export const ScoredFillSchema = z.object({
  id: z.string(),
  /** The id of the first fill of its order: fills of one order are one decision. */
  orderId: z.string(),
  /** The surest first. */
  tags: z.array(TagSchema),
  /** Snapshots are named by the SHA-256 of the months as they were sent. */
  evidence: EvidenceSchema,
  insight: z.string(),
  sparkline: z.array(z.number()),
  basis: z.enum(['known', 'partial', 'unknown']).nullable(),
  pnl: DecimalSchema.nullable(),
  gross: DecimalSchema.nullable(),
  heldHours: z.number().nullable(),
  /** When hindsight may tell more of this sale; null: nothing is open. */
  reviewAt: TimestampSchema.nullable(),
  /** A name for all that was derived of the fill: equal where the product says the same. */
  digest: z.string(),
});
/** In the order of the books: time, the venue's sequence, id. */
export const BiasScoreResponseSchema = z.object({
  /** Of the rules. */
  version: z.number().int(),
  fills: z.array(ScoredFillSchema),
  /** Months of which the scoring would have read candles, and none were sent. */
  missing: z.array(z.object({ broker: BrokerSchema, symbol: z.string(), months: z.array(z.string()) })),
});
export type BiasScoreResponse = z.infer<typeof BiasScoreResponseSchema>;

const UnknownSchema = z.strictObject({ known: z.literal(false), reason: z.string().max(100) });
const NumberFeatureSchema = z.discriminatedUnion('known', [
  z.strictObject({ known: z.literal(true), value: z.number() }),
  UnknownSchema,
]);
const MoneyFeatureSchema = z.discriminatedUnion('known', [
  z.strictObject({ known: z.literal(true), value: DecimalSchema }),
  UnknownSchema,
]);

const SentConditionSchema = ConditionSchema.extend({
  name: z.string().max(40),
  value: z.union([z.number(), DecimalSchema]).nullable(),
  reason: z.string().max(100).optional(),
  either: z.string().max(40).optional(),
}).strict();

/** A trade as /v1/bias/score or GET /api/trades/:id/bias tells it. */
export const ReflectRequestSchema = z.strictObject({
  symbol: SymbolSchema,
  side: SideSchema,
  ts: TimestampSchema,
  /** The first is the one that is told. */
  tags: z.array(TagSchema.strict()).min(1).max(20),
  features: z.strictObject({
    pct_change_1h_before: NumberFeatureSchema,
    pct_change_24h_before: NumberFeatureSchema,
    RSI_14: NumberFeatureSchema,
    ATR_rel: NumberFeatureSchema,
    BB_pos: NumberFeatureSchema,
    gap_from_MA: NumberFeatureSchema,
    held_hours: NumberFeatureSchema,
    pnl_exit: MoneyFeatureSchema,
    drawdown_recent: NumberFeatureSchema,
  }),
  /** Of `evidence`; what is not named is not known. */
  figures: z.record(z.string().max(40), z.number()).default({}),
  verdicts: z
    .array(
      z.strictObject({
        label: LabelSchema,
        met: z.boolean(),
        applies: z.boolean(),
        conditions: z.array(SentConditionSchema).max(10),
      }),
    )
    .max(20)
    .default([]),
  /** Why an UNSCORED trade is unscored. */
  reason: z.string().max(100).optional(),
  basis: z.enum(['known', 'partial', 'unknown']).nullable().default(null),
});
export type ReflectRequest = z.output<typeof ReflectRequestSchema>;

/** Two sentences: what happened, and one habit. */
export const ReflectResponseSchema = z.object({ insight: z.string() });
