/** What goes wrong with the next requests whose path holds `match`. */
export interface Fault {
  match: string;
  /** How many requests; none left, no fault. */
  times: number;
  status?: number;
  /** No answer: for ever, or for so many milliseconds and then as usual. */
  hang?: true | number;
  /** The connection breaks. */
  reset?: boolean;
  /** Status 200 and JSON that ends in the middle. */
  malformed?: boolean;
  /** In place of the answer; text as it is, anything else as JSON. */
  body?: unknown;
  /** The Retry-After header, as it stands. */
  retryAfter?: string;
}

const MANY = 1_000_000;

/** Faults by script: the first that matches and has some left is used up by one. */
export class Faults {
  #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults = [];
  }

  list(): Fault[] {
    return this.#faults;
  }

  take(path: string): Fault | undefined {
    const fault = this.#faults.find(({ match, times }) => times > 0 && path.includes(match));
    if (fault) fault.times--;
    this.#faults = this.#faults.filter(({ times }) => times > 0);
    return fault;
  }
}

/** Undefined when the description is none: `match` is missing, or nothing says what goes wrong. */
export function parseFault(json: Record<string, unknown>): Fault | undefined {
  const { match, times = 1, status, hang, reset, malformed, body, retryAfter } = json;
  const known = [status, hang, reset, malformed, body].some(
    (value) => value !== undefined && value !== false,
  );
  if (typeof match !== 'string' || !known || typeof times !== 'number' || !(times >= 1)) return undefined;
  if (status !== undefined && !(Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599)) {
    return undefined;
  }
  return {
    match,
    times: Math.min(times, MANY),
    ...(typeof status === 'number' ? { status } : {}),
    ...(hang === true || typeof hang === 'number' ? { hang } : {}),
    ...(reset === true ? { reset } : {}),
    ...(malformed === true ? { malformed } : {}),
    ...(body === undefined ? {} : { body }),
    ...(retryAfter === undefined ? {} : { retryAfter: String(retryAfter) }),
  };
}
