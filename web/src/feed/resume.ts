import type { ControlFrame } from '../../../contracts/feed.ts';

type Hello = Extract<ControlFrame, { type: 'feed.hello' }>['payload'];

export type AfterHello =
  | { go: 'live' }
  /** The missed events follow on this socket, up to `head`. */
  | { go: 'replay'; head: string }
  /** Read the log over HTTP: from the cursor, or from its beginning in place of what is held. */
  | { go: 'catch-up' }
  | { go: 'reload' };

export function afterHello(hello: Hello, cursor: string | null): AfterHello {
  if (hello.resume === 'reset') return { go: 'reload' };
  if (hello.head === null || hello.head === cursor) return { go: 'live' };
  if (hello.resume === 'replay') return { go: 'replay', head: hello.head };
  // Without a cursor 'current' means from head on: what was appended since the (empty) history was read is missing.
  return cursor === null ? { go: 'catch-up' } : { go: 'live' };
}
