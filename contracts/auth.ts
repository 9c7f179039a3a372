import { z } from 'zod';
import { TimestampSchema, UlidSchema } from './ids.ts';

/** NIST SP 800-63B-4: a password that is the only factor has at least 15 characters; composition rules are not imposed. */
export const PASSWORD_MIN_CHARACTERS = 15;
export const PASSWORD_MAX_CHARACTERS = 128;
/** With a second factor eight are enough. */
export const PASSWORD_MIN_CHARACTERS_OF_TWO = 8;

export const EmailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email('an e-mail address'));

export const TimezoneSchema = z
  .string()
  .max(64)
  .refine(isTimezone, 'an IANA time zone such as Europe/Berlin');

export const SignupRequestSchema = z.strictObject({
  email: EmailSchema,
  password: z.string().max(1024),
  timezone: TimezoneSchema.optional(),
});
export type SignupRequest = z.input<typeof SignupRequestSchema>;

/** Six digits of an authenticator app, or a recovery code. */
export const SecondFactorCodeSchema = z.string().trim().min(6).max(40);

export const LoginRequestSchema = z.strictObject({
  email: EmailSchema,
  password: z.string().max(1024),
  code: SecondFactorCodeSchema.optional(),
});
export type LoginRequest = z.input<typeof LoginRequestSchema>;

export const UserSchema = z.object({
  id: UlidSchema,
  email: z.string(),
  timezone: z.string(),
  createdAt: TimestampSchema,
});
export type User = z.infer<typeof UserSchema>;

/** Answered the same whether an account has this address or not. */
export const ResetRequestedSchema = z.strictObject({ email: EmailSchema });
export const ResetConfirmSchema = z.strictObject({
  token: z.string().min(1).max(100),
  password: z.string().max(1024),
});

export const UserResponseSchema = z.object({ user: UserSchema });
export const CsrfResponseSchema = z.object({ token: z.string() });

function isTimezone(name: string): boolean {
  // An offset such as +05:00 is taken by Intl, but has no summer time and is no zone.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
