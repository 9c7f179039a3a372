import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from '../../../contracts/auth.ts';
import type { Failure } from '../failure.ts';

const REFUSALS: readonly Failure['code'][] = [
  'password_too_short',
  'password_too_long',
  'password_common',
  'password_breached',
];

/** What is wrong with a new password, as far as that can be told here; the lists of stolen ones are the server's. */
export function newPasswordMessage(password: string, minimum = PASSWORD_MIN_CHARACTERS): string | undefined {
  if (password === '') return 'Enter a password.';
  const characters = countCharacters(password);
  if (characters < minimum) return `${minimum - characters} more to go: at least ${minimum} characters.`;
  return characters > PASSWORD_MAX_CHARACTERS ? `At most ${PASSWORD_MAX_CHARACTERS} characters.` : undefined;
}

export function newPasswordHint(minimum = PASSWORD_MIN_CHARACTERS): string {
  return `At least ${minimum} characters. A few unrelated words do well; spaces are fine, and no symbol is required.`;
}

/** Why the server refused a new password; undefined where it is about something else. */
export function refusedPassword(problem: Failure | null): string | undefined {
  return problem !== null && REFUSALS.includes(problem.code) ? problem.detail : undefined;
}

/** As the policy counts: code points after NFKC, so that an emoji is one and a letter with its accent is one. */
function countCharacters(text: string): number {
  return [...text.normalize('NFKC')].length;
}
