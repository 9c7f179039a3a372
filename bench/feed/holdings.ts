/** Longer than any phase takes a system that works. */
const PATIENCE_MS = 60_000;

/** Events that should have come did not. */
export class Missing extends Error {}

/** What a client holds, over all of its connections. */
export class Holdings {
  /** Each event once, in the order in which they came. */
  readonly ids: string[] = [];
  /** How often an event came again, over the socket or out of the log. */
  doubled = 0;
  readonly #known = new Set<string>();
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

  take(id: string): void {
    if (this.#known.has(id)) this.doubled += 1;
    else this.ids.push(id);
    this.#known.add(id);
    this.#tell();
  }

  /** Where to resume. */
  get last(): string | null {
    return this.ids.at(-1) ?? null;
  }

  /** The moment (performance.now) at which the connection was greeted and `count` events were there in all. Rejects with `Missing` after a minute. */
  until(count: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Missing(`A client holds ${this.ids.length} of ${count} events after ${PATIENCE_MS} ms.`),
          ),
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
