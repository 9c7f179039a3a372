import {
  PASSWORD_MAX_CHARACTERS,
  PASSWORD_MIN_CHARACTERS,
  PASSWORD_MIN_CHARACTERS_OF_TWO,
} from '../../contracts/auth.ts';
import type { IsBreached } from './breach.ts';
import { isGuessable, wordsOfAddress } from './guessable.ts';
import { knownOf } from './guessers-knowledge.ts';
import { normalisePassword } from './normalise-password.ts';

export type PasswordWeakness =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_common'
  | 'password_breached';

/** Whose password it is to be. */
export interface PasswordHolder {
  email: string;
  /** With a second factor a shorter one is enough. */
  hasFactor: boolean;
}

/**
 * What is wrong with a password that is being chosen, after NIST SP 800-63B-4: length, and what is guessed first; no rule of composition. null: nothing.
 * Characters are code points of the normal form, and nothing is cut off.
 */
export async function weaknessOf(
  password: string,
  { email, hasFactor }: PasswordHolder,
  isBreached: IsBreached,
): Promise<PasswordWeakness | null> {
  if (isShorterThan(password, hasFactor ? PASSWORD_MIN_CHARACTERS_OF_TWO : PASSWORD_MIN_CHARACTERS))
    return 'password_too_short';
  if (!isShorterThan(password, PASSWORD_MAX_CHARACTERS + 1)) return 'password_too_long';
  const normal = normalisePassword(password);
  if (isGuessable(normal, await knownOf(wordsOfAddress(email)))) return 'password_common';
  return (await isBreached(normal)) ? 'password_breached' : null;
}

export function isShorterThan(password: string, characters: number): boolean {
  return [...normalisePassword(password)].length < characters;
}
