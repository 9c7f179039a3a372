import { z } from 'zod';
import { BrokerSchema } from './brokers.ts';
import { DecimalSchema, PositiveAmountSchema } from './decimal.ts';
import { FeatureNameSchema, FeatureSetSchema } from './features.ts';
import { SymbolSchema, TimestampSchema, UlidSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { MeasureSchema } from './measure.ts';
import { RuleCheckSchema } from './rules.ts';
import { SideSchema } from './side.ts';

/** A trade that is only thought of. */
export const CheckRequestSchema = z.strictObject({
  symbol: SymbolSchema,
  side: SideSchema,
  /** Default: of a BUY the trader's usual size, of a SELL all that is held. */
  qty: PositiveAmountSchema.optional(),
  /** Default: the close of the last hour. */
  price: PositiveAmountSchema.optional(),
  /** Default: where the product is held or was traded last. */
  broker: BrokerSchema.optional(),
});
export type CheckRequest = z.input<typeof CheckRequestSchema>;

/** One of the trader's own past orders. */
export const SimilarOrderSchema = z.object({
  /** Its first fill. */
  tradeId: UlidSchema,
  symbol: z.string(),
  ts: TimestampSchema,
  /** Net result over entry value, a fraction. */
  result: z.number(),
});
export type SimilarOrder = z.infer<typeof SimilarOrderSchema>;

/** What is known of a trade before it is made. Nothing of it is stored. */
export const CheckSchema = z.object({
  symbol: z.string(),
  side: SideSchema,
  broker: BrokerSchema,
  /** As of when. */
  ts: TimestampSchema,
  price: z.object({
    value: DecimalSchema,
    /** last_trade: the trader's own, where no candle could be read. */
    source: z.enum(['given', 'last_close', 'last_trade']),
  }),
  qty: z.object({
    value: DecimalSchema,
    source: z.enum(['given', 'usual', 'held']),
    /** Of `usual`: the entries whose median it is. */
    n: z.number().int().optional(),
  }),
  /** In the quote asset, at the trader's usual rate; null: no rate is known, and it is reckoned without. */
  fee: DecimalSchema.nullable(),
  sentence: z.string(),
  /** Whether the market's hours could be read: `none`, no source has the product; `out`, none answered in time. */
  market: z.enum(['read', 'none', 'out']),
  features: FeatureSetSchema,
  /** That the trade would get, the surest first. */
  labels: z.array(z.object({ label: LabelSchema, confidence: z.number() })),
  /** Why it would be UNSCORED. */
  reason: z.string().optional(),
  rules: z.array(RuleCheckSchema),
  /** The trader's own orders of the same side in similar conditions, and how they ended. */
  similar: z.object({
    /** Orders of that side that were looked at. */
    among: z.number().int(),
    /** By what they were compared. */
    conditions: z.array(FeatureNameSchema),
    /** As similar, but not sold yet or without a known cost. */
    leftOut: z.number().int(),
    /** Median of net result over entry value, with its 95 % interval. */
    result: MeasureSchema,
    won: MeasureSchema,
    /** Of all that were counted, ascending. */
    results: z.array(z.number()),
    nearest: z.array(SimilarOrderSchema),
  }),
});
export type Check = z.infer<typeof CheckSchema>;

/** What a check may be asked of without typing: the trader's own products, the one that was traded last first. */
export const CheckProductsSchema = z.object({
  products: z.array(
    z.object({
      broker: BrokerSchema,
      symbol: z.string(),
      /** '0': nothing. */
      held: DecimalSchema,
    }),
  ),
});
export type CheckProducts = z.infer<typeof CheckProductsSchema>;
