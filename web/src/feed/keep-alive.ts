/** A hidden tab's timers run once a minute; the server takes a socket for dead after two. */
const PING_INTERVAL_MS = 45_000;
const PONG_TIMEOUT_MS = 10_000;

export interface KeepAlive {
  /** The socket was greeted: from now on it is asked now and then. */
  start(): void;
  /** Something came: the socket lives. */
  heard(): void;
  stop(): void;
}

/** A network that went away without a word leaves a socket open for ever: `lost` is called when a ping is not answered. */
export function createKeepAlive(deps: { ping(): void; lost(): void }): KeepAlive {
  let interval: ReturnType<typeof setInterval> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  function heard(): void {
    clearTimeout(patience);
    patience = undefined;
  }

  function ask(): void {
    deps.ping();
    patience ??= setTimeout(deps.lost, PONG_TIMEOUT_MS);
  }

  function stop(): void {
    heard();
    clearInterval(interval);
  }

  return {
    start() {
      stop();
      interval = setInterval(ask, PING_INTERVAL_MS);
    },
    heard,
    stop,
  };
}
