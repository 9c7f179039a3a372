import { z } from 'zod';
import { TimestampSchema } from '../../../contracts/ids.ts';
import { ThresholdsSchema } from '../../../contracts/thresholds.ts';

/**
 * What the rules `personal_thresholds` and `label_feedback` hold: when the trader started anew, and the report of the last scoring. A report in
 * an older form is as good as none: the next scoring writes it anew.
 */
export const PersonalParamsSchema = z.object({
  resets: z.array(TimestampSchema).default([]),
  thresholds: ThresholdsSchema.shape.thresholds.optional().catch(undefined),
  feedback: ThresholdsSchema.shape.feedback.optional().catch(undefined),
});
