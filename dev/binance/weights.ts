import type { SimResponse } from '../simulator/exchange.ts';
import { binanceError } from './error.ts';

const MINUTE_MS = 60_000;

/** Weights used in the running minute: by everybody at this address, and by each account for what is counted per account. */
export class Weights {
  readonly #now: () => number;
  readonly #used = new Map<string, number>();
  #minute = 0;
  #limit: number | undefined;

  /** Without a limit nothing is counted: the headers tell the weight of the one request. */
  constructor(now: () => number, limit: number | undefined) {
    this.#now = now;
    this.#limit = limit;
  }

  setLimit(limit: number | undefined): void {
    this.#limit = limit;
  }

  /** As if so much had been used in this minute. */
  set(counter: string, weight: number): void {
    this.#turn();
    this.#used.set(counter, weight);
  }

  /** The weight used with this request. */
  add(counter: string, weight: number): number {
    if (this.#limit === undefined && !this.#used.has(counter)) return weight;
    this.#turn();
    const used = (this.#used.get(counter) ?? 0) + weight;
    this.#used.set(counter, used);
    return used;
  }

  /** The refusal of who used more than the limit. */
  refusal(used: number): SimResponse | undefined {
    if (this.#limit === undefined || used <= this.#limit) return undefined;
    const msg = `Too much request weight used; current limit is ${this.#limit} request weight per 1 MINUTE.`;
    return binanceError(429, -1003, msg, { 'retry-after': '0' });
  }

  #turn(): void {
    const minute = Math.floor(this.#now() / MINUTE_MS);
    if (minute !== this.#minute) this.#used.clear();
    this.#minute = minute;
  }
}
