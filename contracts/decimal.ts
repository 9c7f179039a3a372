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

const MAX_INTEGER_DIGITS = 18;
const MAX_FRACTION_DIGITS = 24;

/** What the ledger counts exactly with, however many of them it multiplies and adds. */
export const AmountSchema = DecimalSchema.refine(
  isBounded,
  'a number of at most 18 digits before the point and 24 after it',
);
export const PositiveAmountSchema = AmountSchema.and(PositiveDecimalSchema);

function isBounded(text: string): boolean {
  const [integer = '', fraction = ''] = text.replace('-', '').split('.');
  return integer.length <= MAX_INTEGER_DIGITS && fraction.length <= MAX_FRACTION_DIGITS;
}

export type Decimal = z.infer<typeof DecimalSchema>;
