/**
 * The token of a link such as /reset#TOKEN; null where there is none. A fragment is sent to no server, and this takes it out of the address
 * bar, so that it is neither seen there nor kept in the tab's history.
 */
export function takeToken(
  place: Pick<Location, 'hash' | 'pathname'>,
  history: Pick<History, 'state' | 'replaceState'>,
): string | null {
  const token = place.hash.slice(1);
  if (token === '') return null;
  history.replaceState(history.state, '', place.pathname);
  return token;
}
