/** The form in which a password is counted, judged and hashed: however a keyboard composes a character, it is the same one. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}
