import type { ProblemCode } from '../../contracts/problems.ts';
import type { Context } from '../context.ts';
import { ProblemError } from '../problem.ts';
import type { Result } from '../result.ts';
import { giveBackGuess, takeGuess } from '../services/sign-in/guesses.ts';

/**
 * Makes an attempt at a password or a code of whoever has this address: a wrong one costs a guess, and without one left no attempt is made. What tells an
 * attacker as much as a wrong one is up to `isWrong`.
 */
export async function asGuess<Value, Failure extends ProblemCode>(
  ctx: Context,
  email: string,
  attempt: () => Promise<Result<Value, Failure>>,
  isWrong: (result: Result<Value, Failure>) => boolean = isWrongSecret,
): Promise<Result<Value, Failure>> {
  const guess = await takeGuess(ctx, email);
  if (!guess.ok) throw new ProblemError('rate_limited', { retryAfterS: guess.failure.retryAfterS });
  const result = await attempt();
  if (!isWrong(result)) await giveBackGuess(ctx, email);
  return result;
}

function isWrongSecret(result: Result<unknown, ProblemCode>): boolean {
  return !result.ok && /^(credentials|password|second_factor)_wrong$/.test(result.failure);
}
