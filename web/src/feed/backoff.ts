import { CLOSE } from '../../../contracts/feed.ts';

const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
/** Failures: a deploy can cost a handshake or two. From then on it is told that no socket is taken. */
export const REFUSED_AFTER = 2;

/** Exponential with jitter over its upper half, so that sockets dropped together do not come back together. */
export function retryDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export type AfterClose =
  /** The session ended: sign in anew. */
  | 'sign-in'
  /** A newer socket of this tab took over: stay quiet until asked. */
  | 'stay-quiet'
  | 'wait-for-network'
  /** A refused handshake tells no reason (1006): ask over HTTP whether the session still lives, and the server at all. */
  | 'probe-session'
  | 'retry';

export function afterClose(close: {
  code: number;
  greeted: boolean;
  failures: number;
  online: boolean;
}): AfterClose {
  if (close.code === CLOSE.signInAgain) return 'sign-in';
  if (close.code === CLOSE.replaced) return 'stay-quiet';
  if (!close.online) return 'wait-for-network';
  return !close.greeted && close.failures > 0 ? 'probe-session' : 'retry';
}
