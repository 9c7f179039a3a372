/** Text from outside as it can be stored and shown: lone surrogates and control characters are replaced, and it is cut at `max`. */
export function printable(text: string, max: number): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\uFFFD')
    .slice(0, max);
}
