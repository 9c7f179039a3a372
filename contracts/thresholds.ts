import { z } from 'zod';
import { TimestampSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';

export const VoteSchema = z.enum(['up', 'down']);
export type Vote = z.infer<typeof VoteSchema>;

/** What the trader thinks of a label on a trade; null takes it back. It counts for trades made from now on. */
export const FeedbackRequestSchema = z.strictObject({ label: LabelSchema, vote: VoteSchema.nullable() });
export type FeedbackRequest = z.input<typeof FeedbackRequestSchema>;

/** How the rules have moved towards this trader, as of their last scored trade. */
export const ThresholdsSchema = z.object({
  thresholds: z.array(
    z.object({
      label: LabelSchema,
      name: z.string(),
      op: z.enum(['>=', '<=']),
      /** The threshold of everybody. */
      prior: z.number(),
      /** The trader's own 90th percentile (10th for an upper bound); null below the minimum. */
      own: z.number().nullable(),
      /** Where the trader's own past moves it. */
      posterior: z.number(),
      /** What trades are held against now: the posterior within two steps of confidence, and for an impulse never more lenient than the prior. */
      inForce: z.number(),
      /** Trades with the figure, of the last 200. */
      n: z.number().int(),
      minimum: z.number().int(),
    }),
  ),
  feedback: z.array(
    z.object({
      label: LabelSchema,
      up: z.number().int(),
      down: z.number().int(),
      /** Confidence of the label is multiplied by this. */
      scale: z.number(),
    }),
  ),
  /** Only trades from here on count; null: never reset. */
  thresholdsSince: TimestampSchema.nullable(),
  feedbackSince: TimestampSchema.nullable(),
});
export type Thresholds = z.infer<typeof ThresholdsSchema>;

export const ResetRequestSchema = z.strictObject({ what: z.enum(['thresholds', 'feedback']) });
