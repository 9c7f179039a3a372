import { z } from 'zod';
import { TimezoneSchema } from './auth.ts';
import { PositiveAmountSchema } from './decimal.ts';

/** Which lot a sale takes: the oldest, the newest, or a share of all at their average cost. */
export const MatchingSchema = z.enum(['fifo', 'lifo', 'average']);
export type Matching = z.infer<typeof MatchingSchema>;

export const SettingsSchema = z.strictObject({
  timezone: TimezoneSchema,
  matching: MatchingSchema,
  /** What the trader puts at risk in one trade, in quote currency; null: results are not told in R. */
  riskPerTrade: PositiveAmountSchema.nullable(),
});
export type Settings = z.infer<typeof SettingsSchema>;

/** rescoring: trades are being gone over, as the ledger changed or new ones came. */
export const SettingsResponseSchema = z.object({ settings: SettingsSchema, rescoring: z.boolean() });
