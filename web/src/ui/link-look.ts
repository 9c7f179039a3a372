/** A link in running text. */
export const LINK = 'rounded-sm font-medium text-ink underline underline-offset-4';
