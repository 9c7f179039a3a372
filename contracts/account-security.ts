import { z } from 'zod';
import { SecondFactorCodeSchema } from './auth.ts';
import { TimestampSchema, UlidSchema } from './ids.ts';

const PasswordSchema = z.string().max(1024);

export const SessionDtoSchema = z.object({
  id: UlidSchema,
  /** Browser and system: "Firefox on Linux". */
  device: z.string(),
  createdAt: TimestampSchema,
  /** To within ten minutes. */
  lastSeenAt: TimestampSchema,
  expiresAt: TimestampSchema,
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionDto = z.infer<typeof SessionDtoSchema>;
/** The newest first. */
export const SessionsResponseSchema = z.object({ sessions: z.array(SessionDtoSchema) });

/** All other sessions end with it. */
export const PasswordChangeSchema = z.strictObject({ current: PasswordSchema, next: PasswordSchema });

export const SecondFactorResponseSchema = z.object({
  active: z.boolean(),
  recoveryCodesLeft: z.number().int(),
});
export type SecondFactor = z.infer<typeof SecondFactorResponseSchema>;

export const SecondFactorStartSchema = z.strictObject({ password: PasswordSchema });
/** The secret in base32, and as the address that authenticator apps read from a QR code. It is told this once. */
export const SecondFactorStartedSchema = z.object({ secret: z.string(), uri: z.string() });
export const SecondFactorConfirmSchema = z.strictObject({ code: SecondFactorCodeSchema });
/** Told this once; those of before are void. */
export const RecoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });
/** To turn it off, and to get new recovery codes. A recovery code does too. */
export const SecondFactorStopSchema = z.strictObject({
  password: PasswordSchema,
  code: SecondFactorCodeSchema,
});
