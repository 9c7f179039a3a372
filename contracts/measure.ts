import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';

/** Below the minimum sample the answer is the reason, never a number. */
const notEnough = z.object({
  known: z.literal(false),
  reason: z.string(),
  n: z.number().int(),
  minimum: z.number().int(),
});

/** A statistic with the number of observations behind it, and its 95 % interval where it has one. */
export const MeasureSchema = z.discriminatedUnion('known', [
  z.object({
    known: z.literal(true),
    value: z.number(),
    n: z.number().int(),
    low: z.number().optional(),
    high: z.number().optional(),
  }),
  notEnough,
]);
export type Measure = z.infer<typeof MeasureSchema>;

/** The same of money, in the report's currency. */
export const MoneyMeasureSchema = z.discriminatedUnion('known', [
  z.object({
    known: z.literal(true),
    value: DecimalSchema,
    n: z.number().int(),
    low: DecimalSchema.optional(),
    high: DecimalSchema.optional(),
  }),
  notEnough,
]);
export type MoneyMeasure = z.infer<typeof MoneyMeasureSchema>;
