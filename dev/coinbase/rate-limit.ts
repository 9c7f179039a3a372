/** A token bucket per key, filled with `perSecond` a second and holding at most one second's worth. */
export class RateLimit {
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; atMs: number }>();
  #perSecond: number | undefined;

  constructor(now: () => number, perSecond: number | undefined) {
    this.#now = now;
    this.#perSecond = perSecond;
  }

  set(perSecond: number | undefined): void {
    this.#perSecond = perSecond;
    this.#buckets.clear();
  }

  allows(key: string): boolean {
    const perSecond = this.#perSecond;
    if (perSecond === undefined) return true;
    const atMs = this.#now();
    const bucket = this.#buckets.get(key) ?? { left: perSecond, atMs };
    const left = Math.min(perSecond, bucket.left + ((atMs - bucket.atMs) / 1000) * perSecond);
    this.#buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs });
    return left >= 1;
  }
}
