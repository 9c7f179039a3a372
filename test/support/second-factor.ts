import { env } from 'cloudflare:workers';
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { generateHOTP } from '@oslojs/otp';
import { sql } from 'drizzle-orm';
import { RecoveryCodesSchema, SecondFactorStartedSchema } from '../../contracts/account-security.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { contextOf } from '../../worker/context.ts';
import { userIdOf } from './accounts.ts';

/** What an authenticator app shows, so many steps of 30 s from now. */
export function appCode(secret: string, steps = 0): string {
  const step = Math.floor(Date.now() / 30_000) + steps;
  return generateHOTP(decodeBase32IgnorePadding(secret), BigInt(step), 6);
}

/** A client's account gets a second factor. Every code of it is unused. */
export async function addSecondFactor(
  client: TwinClient,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { password } = client.account;
  const started = await client.post('/api/account/second-factor', { password });
  const { secret } = await parse(started, SecondFactorStartedSchema);
  const code = appCode(secret);
  const confirmed = await client.post('/api/account/second-factor/confirm', { code });
  const { recoveryCodes } = await parse(confirmed, RecoveryCodesSchema);
  await forgetSteps(client);
  return { secret, recoveryCodes };
}

/** Every code of the last minute is good again. */
export async function forgetSteps(client: TwinClient): Promise<void> {
  const userId = await userIdOf(client);
  await contextOf(env).db.execute(sql`update second_factor set last_step = 0 where user_id = ${userId}`);
}
