import { EmailSchema, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from '../../../../contracts/auth.ts';

export function emailMessage(email: string): string | undefined {
  return EmailSchema.safeParse(email).success
    ? undefined
    : 'Enter an e-mail address, such as you@example.com.';
}

export function passwordMessage(password: string, choosing: boolean): string | undefined {
  if (password === '') return 'Enter a password.';
  if (!choosing) return undefined;
  const characters = countCharacters(password);
  if (characters < PASSWORD_MIN_CHARACTERS)
    return `${PASSWORD_MIN_CHARACTERS - characters} more to go: at least ${PASSWORD_MIN_CHARACTERS} characters.`;
  return characters > PASSWORD_MAX_CHARACTERS ? `At most ${PASSWORD_MAX_CHARACTERS} characters.` : undefined;
}

/** As a person counts: an emoji is one. */
function countCharacters(text: string): number {
  return [...text].length;
}
