/** Longer than any phase takes a system that works. */
const PATIENCE_MS = 60_000;

/** The way that an event came: pushed over a socket, or read out of the log over HTTP. */
export type Way = 'socket' | 'log';

/** What a client holds, over all of its connections. */
export class Holdings {
  /** Each event once, in the order in which they came. */
  readonly ids: string[] = [];
  /** How often an event came again by the way that it had come before. */
  doubled = 0;
  readonly #came = { socket: new Set<string>(), log: new Set<string>() };
  #greeted = false;
  #waiting: { count: number; resolve: (at: number) => void } | undefined;

  /** The connection is gone: what is waited for from now on needs a new greeting. */
  connecting(): void {
    this.#greeted = false;
  }

  greeted(): void {
    this.#greeted = true;
    this.#tell();
  }

  /** What a socket pushes while the log is read comes both ways: the app knows it by its id, and lets go of the second. */
  take(id: string, way: Way): void {
    const { socket, log } = this.#came;
    if (this.#came[way].has(id)) this.doubled += 1;
    else if (!socket.has(id) && !log.has(id)) this.ids.push(id);
    this.#came[way].add(id);
    this.#tell();
  }

  /** Where to resume. */
  get last(): string | null {
    return this.ids.at(-1) ?? null;
  }

  /** The moment (performance.now) at which the connection was greeted and `count` events were there in all. */
  until(count: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(new Error(`A client holds ${this.ids.length} of ${count} events after ${PATIENCE_MS} ms.`)),
        PATIENCE_MS,
      );
      this.#waiting = {
        count,
        resolve: (at) => {
          clearTimeout(timer);
          resolve(at);
        },
      };
      this.#tell();
    });
  }

  #tell(): void {
    if (!this.#greeted || !this.#waiting || this.ids.length < this.#waiting.count) return;
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(performance.now());
  }
}
