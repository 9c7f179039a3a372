/** Each ack wakes the hibernating object: at most one in this time … */
const ACK_INTERVAL_MS = 250;
/** … or for this many frames; the server stops sending at 100 unacknowledged. */
const ACK_FRAMES = 50;

export interface Acks {
  /** So many frames more were applied. */
  note(frames: number): void;
  /** The socket is gone, and its credit with it. */
  drop(): void;
}

/** Batches acknowledgements; `send` tells the server how far the client is when it is called. */
export function createAcks(send: () => void): Acks {
  let pending = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function drop(): void {
    clearTimeout(timer);
    timer = undefined;
    pending = 0;
  }

  function flush(): void {
    drop();
    send();
  }

  function note(frames: number): void {
    pending += frames;
    if (pending === 0) return;
    if (pending >= ACK_FRAMES) flush();
    else timer ??= setTimeout(flush, ACK_INTERVAL_MS);
  }

  return { note, drop };
}
