/**
 * Whether a trader may connect Binance. `list` is the configuration's: e-mail addresses with commas between them, or * for everybody; empty: nobody.
 * Case and blanks do not count.
 */
export function isInvited(list: string, email: string): boolean {
  const invited = list.split(',').map(plain);
  return invited.includes('*') || (plain(email) !== '' && invited.includes(plain(email)));
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
