import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { emailSubject, giveBackToken, type RateLimited, takeToken } from '../rate-limits.ts';

/**
 * Before a password or a code of an account is looked at: each guess costs a token, and whoever guessed right gets it back (`giveBackGuess`). Taking it first
 * makes the count exact however many guesses come at once. An address without an account is limited the same.
 */
export async function takeGuess(ctx: Context, email: string): Promise<Result<null, RateLimited>> {
  const { allowed, retryAfterS } = await takeToken(ctx, 'guess', emailSubject(ctx, email));
  return allowed ? ok(null) : fail({ code: 'rate_limited', retryAfterS });
}

/** The guess was right. Those that were wrong before it still count: a success of the owner must not give an attacker new ones. */
export async function giveBackGuess(ctx: Context, email: string): Promise<void> {
  await giveBackToken(ctx, 'guess', emailSubject(ctx, email));
}

/** Whether a link to choose a new password may be sent to this address now. Who asks for one is answered the same in any case. */
export async function mayMailReset(ctx: Context, email: string): Promise<boolean> {
  return (await takeToken(ctx, 'reset_mail', emailSubject(ctx, email))).allowed;
}
