import { z } from 'zod';

/** Crockford base 32, upper case, 26 characters. Rows and events carry ULIDs; their first 10 characters are the time. */
export const UlidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'an id (ULID)');

/** A job's id is the SHA-256 of what the job means, in hex. */
export const JobIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a job id');

export const TimestampSchema = z.iso
  .datetime({ offset: false })
  .refine((text) => text >= '1970', 'a time since 1970');

/** A product of a spot venue: base, hyphen, quote, such as BTC-USD. */
export const SymbolSchema = z
  .string()
  .regex(/^[\p{L}\p{N}.]{1,20}-[\p{L}\p{N}.]{1,20}$/u, 'a product such as BTC-USD');
