import type { Auth } from '../../../../contracts/brokers.ts';

/** What ends a problem of a connection. `wait`: it passes by itself. */
export type WayOut = 'reconnect' | 'new-key' | 'upload' | 'wait';

const PASSES: ReadonlySet<string> = new Set([
  'broker_rate_limited',
  'broker_unavailable',
  'unavailable',
  'internal',
]);
const NOT_READABLE_HERE: ReadonlySet<string> = new Set([
  'broker_region_blocked',
  'broker_answer_malformed',
  'invite_required',
]);

/** The way out of a problem, by its code. What is not known is most likely a permission that has ended. */
export function wayOut(code: string, auth: Auth): WayOut {
  if (PASSES.has(code)) return 'wait';
  if (NOT_READABLE_HERE.has(code)) return 'upload';
  return auth === 'oauth2' ? 'reconnect' : 'new-key';
}

/** What to do, in a sentence that stands after the server's own. */
export function tellWayOut(way: WayOut, name: string): string {
  switch (way) {
    case 'reconnect':
      return `Allow the access again on ${name}’s page; what was read so far stays.`;
    case 'new-key':
      return `Make a new key at ${name} that can only view, and enter it here; what was read so far stays.`;
    case 'upload':
      return `Until that changes, upload an export of ${name} below.`;
    case 'wait':
      return 'It is tried again by itself. You need do nothing.';
  }
}
