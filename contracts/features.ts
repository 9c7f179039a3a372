import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';
import { LabelSchema } from './labels.ts';

export const FEATURE_NAMES = [
  'pct_change_1h_before',
  'pct_change_24h_before',
  'RSI_14',
  'ATR_rel',
  'BB_pos',
  'gap_from_MA',
  'held_hours',
  'pnl_exit',
  'drawdown_recent',
] as const;
export const FeatureNameSchema = z.enum(FEATURE_NAMES);
export type FeatureName = z.infer<typeof FeatureNameSchema>;

/** A feature is a finite number, or null with the reason why it has no value. Money is a decimal string. Null is never written as 0. */
export const FeatureValueSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), value: z.union([z.number(), DecimalSchema]) }),
  z.object({ known: z.literal(false), reason: z.string() }),
]);
export type FeatureValue = z.infer<typeof FeatureValueSchema>;

export const FeatureSetSchema = z.record(FeatureNameSchema, FeatureValueSchema);
export type FeatureSet = z.infer<typeof FeatureSetSchema>;

/** One condition of a label's rule as it was held against the trade. */
export const ConditionSchema = z.object({
  /** A feature, or a figure that the rule derives (such as support_distance). */
  name: z.string(),
  op: z.enum(['>=', '<=', '<', '>', '=']),
  threshold: z.number(),
  /** null: not known, so not met. */
  value: z.union([z.number(), z.string()]).nullable(),
  met: z.boolean(),
  /** Why the value is not known. */
  reason: z.string().optional(),
  /** The threshold that everybody starts with, where the trader's own stands in its place. */
  prior: z.number().optional(),
  /** Of the conditions that name the same group one is enough. */
  either: z.string().optional(),
});
export type Condition = z.infer<typeof ConditionSchema>;

/** How one label was reached or missed on one trade. */
export const VerdictSchema = z.object({
  label: LabelSchema,
  met: z.boolean(),
  /** false where the rule does not speak of this trade (a SELL cannot be FOMO). */
  applies: z.boolean(),
  conditions: z.array(ConditionSchema),
});
export type Verdict = z.infer<typeof VerdictSchema>;

/** What a tag stores so that anyone can recompute it. */
export const EvidenceSchema = z.object({
  features: FeatureSetSchema,
  /** What else the rules and the reflection looked at, by name: see domain/history/behaviour-figures.ts. */
  figures: z.record(z.string(), z.number()),
  verdicts: z.array(VerdictSchema),
  /** Why an UNSCORED trade is unscored. */
  reason: z.string().optional(),
  /** SHA-256 of the candle snapshots that were read, oldest first. */
  snapshots: z.array(z.string()),
  /** Bars that were forward-filled among those the indicators read. */
  filledBars: z.number().int(),
  version: z.number().int(),
});
export type Evidence = z.infer<typeof EvidenceSchema>;
