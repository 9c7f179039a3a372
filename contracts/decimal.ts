import { z } from 'zod';

/** A decimal number as a string: no exponent, no leading plus, at most 60 characters. Money and quantities never travel as floats. */
export const DecimalSchema = z
  .string()
  .max(60)
  .regex(/^-?(0|[1-9]\d*)(\.\d+)?$/, 'a decimal number such as "0.25"');

/** A decimal string greater than zero. */
export const PositiveDecimalSchema = DecimalSchema.refine(
  (text) => !text.startsWith('-') && /[1-9]/.test(text),
  'a decimal number above zero',
);

export type Decimal = z.infer<typeof DecimalSchema>;
