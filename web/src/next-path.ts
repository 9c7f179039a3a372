/** Where to go after signing in: a path of this app, whatever the address bar was made to say. */
export function nextPath(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted)) return '/';
  // URL parsing drops tabs and newlines, which could turn '/<tab>/elsewhere' into another origin.
  return /[\s\\]/.test(wanted) ? '/' : wanted;
}

export function loginPath(from: string): string {
  return from === '/' ? '/login' : `/login?next=${encodeURIComponent(from)}`;
}
