import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';
import { TimestampSchema, UlidSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { MeasureSchema } from './measure.ts';
import { RuleKindSchema } from './rules.ts';
import { StatsSchema } from './stats.ts';

/** What /api/stats says of the same time, digit by digit; currencies are those of the week alone. */
const figures = StatsSchema.pick({
  currency: true,
  currencies: true,
  timezone: true,
  fills: true,
  orders: true,
  trades: true,
  wins: true,
  losses: true,
  breakEvens: true,
  net: true,
  gross: true,
  fees: true,
  feesPaid: true,
  feesLeftOut: true,
  winRate: true,
  expectancy: true,
  maxDrawdown: true,
  unknownBasis: true,
  days: true,
  products: true,
  labels: true,
}).shape;

/**
 * trades = wins + losses + breakEvens. A sale counts with its result, a buy with what its lots have brought so far; where a rule speaks of both, sales
 * alone: the result of a buy is that of its sale.
 */
const OrderTallySchema = z.object({
  orders: z.number().int(),
  trades: z.number().int(),
  wins: z.number().int(),
  losses: z.number().int(),
  breakEvens: z.number().int(),
  net: DecimalSchema,
});
export type OrderTally = z.infer<typeof OrderTallySchema>;

/** A trade with what was known of it: an order that realised a result. */
const ToldTradeSchema = z.object({
  /** Of its first fill, as the list of trades and /api/trades/:id have it. */
  tradeId: UlidSchema,
  symbol: z.string(),
  /** Of its last fill. */
  ts: TimestampSchema,
  net: DecimalSchema,
  /** Of the week. */
  fills: z.number().int(),
  heldHours: z.number().nullable(),
  labels: z.array(LabelSchema),
  /** What the coach said of it, of the first where it has several fills; null: nothing yet. */
  insight: z.string().nullable(),
});
export type ToldTrade = z.infer<typeof ToldTradeSchema>;

/** How a rule stood with the orders of the week, and what came of them. */
const RuleOfWeekSchema = z.object({
  kind: RuleKindSchema,
  kept: OrderTallySchema,
  broken: OrderTallySchema,
  /** Orders that it has nothing to say of, or that lack what it looks at. */
  notApplicable: z.number().int(),
  /** Share of kept among kept and broken. */
  adherence: MeasureSchema,
  /** Days on which it was kept and not broken, in a row: up to the week's end, and the most there were. */
  streak: z.object({ current: z.number().int(), longest: z.number().int() }),
});
export type RuleOfWeek = z.infer<typeof RuleOfWeekSchema>;

/** The behaviour that came out lowest, with what it came to. An observation of what went together, never called causal. */
const SuggestionSchema = z.object({
  label: LabelSchema,
  /** The kind of rule that speaks of it; null: none does. */
  kind: RuleKindSchema.nullable(),
  orders: z.number().int(),
  trades: z.number().int(),
  net: DecimalSchema,
});
export type DigestSuggestion = z.infer<typeof SuggestionSchema>;

/** A week of a trader's: Monday to Monday of their own zone. One without fills has noughts and empty lists. */
export const DigestPayloadSchema = z.object({
  periodStart: TimestampSchema,
  /** Not in it. */
  periodEnd: TimestampSchema,
  ...figures,
  rules: z.array(RuleOfWeekSchema),
  /** The highest result above zero, and the lowest below; null where there was none. */
  best: ToldTradeSchema.nullable(),
  worst: ToldTradeSchema.nullable(),
  suggestion: SuggestionSchema.nullable(),
  /** The week before, in the same currency. */
  before: z.object({
    periodStart: TimestampSchema,
    periodEnd: TimestampSchema,
    fills: z.number().int(),
    orders: z.number().int(),
    trades: z.number().int(),
    net: DecimalSchema,
    winRate: MeasureSchema,
  }),
});
export type DigestPayload = z.infer<typeof DigestPayloadSchema>;

export const DigestSchema = z.object({
  id: UlidSchema,
  periodStart: TimestampSchema,
  periodEnd: TimestampSchema,
  /** When it was made: what was read later is not in it. */
  madeAt: TimestampSchema,
  payload: DigestPayloadSchema,
  /** When it went out by mail; null: it did not. */
  deliveredAt: TimestampSchema.nullable(),
});
export type Digest = z.infer<typeof DigestSchema>;
export const DigestResponseSchema = z.object({ digest: DigestSchema });

/** digest null: there is none yet. nextAt: when the week ends that is under way, after which the next one is made. */
export const LatestDigestSchema = z.object({ digest: DigestSchema.nullable(), nextAt: TimestampSchema });
export type LatestDigest = z.infer<typeof LatestDigestSchema>;

export const DigestLineSchema = z.object({
  id: UlidSchema,
  periodStart: TimestampSchema,
  periodEnd: TimestampSchema,
  timezone: z.string(),
  currency: z.string(),
  trades: z.number().int(),
  net: DecimalSchema,
});
export type DigestLine = z.infer<typeof DigestLineSchema>;

/** cursor: the periodStart of the last digest of the page before. */
export const DigestsQuerySchema = z.strictObject({ cursor: TimestampSchema.optional() });
/** The newest first, those that lie in the archive among them. */
export const DigestsResponseSchema = z.object({
  digests: z.array(DigestLineSchema),
  cursor: TimestampSchema.nullable(),
});
export type DigestsResponse = z.infer<typeof DigestsResponseSchema>;

/** A digest by its id, or by when its week began. */
export const DigestKeySchema = z.union([UlidSchema, TimestampSchema], 'an id (ULID) or the start of a week');
