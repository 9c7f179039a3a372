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
  /** Whether the weekly digest also goes out by mail. */
  digestByMail: z.boolean(),
});
export type Settings = z.infer<typeof SettingsSchema>;

/** What is left out stays as it is: consent to mail is neither given nor taken back by silence. */
export const SettingsRequestSchema = SettingsSchema.partial({ digestByMail: true });
export type SettingsRequest = z.infer<typeof SettingsRequestSchema>;

/** rescoring: trades are being gone over, as the ledger changed or new ones came. sendsMail: mail is set up here at all. */
export const SettingsResponseSchema = z.object({
  settings: SettingsSchema,
  rescoring: z.boolean(),
  sendsMail: z.boolean(),
});
export type SettingsResponse = z.infer<typeof SettingsResponseSchema>;
