import { z } from 'zod';
import type { SimRequest, SimResponse } from './exchange.ts';

const MANY = 1_000_000;

const FaultSchema = z
  .object({
    /** What the path of the request holds. */
    match: z.string(),
    /** Only requests with a token of this account. */
    account: z.string().optional(),
    /** How many requests; none left, no fault. */
    times: z.number().min(1).default(1),
    status: z.int().min(200).max(599).optional(),
    /** No answer: for ever, or for so many milliseconds, at most until the faults are cleared, and then as usual. */
    hang: z.union([z.literal(true), z.number()]).optional(),
    /** The connection breaks. */
    reset: z.boolean().optional(),
    /** Status 200 and JSON that ends in the middle. */
    malformed: z.boolean().optional(),
    /** Status 200 and JSON of which one byte comes a second, for ever. */
    drip: z.boolean().optional(),
    /** Status 200 and JSON whose one text is so many bytes long. */
    hugeBytes: z.number().min(1).optional(),
    /** Status 200 and gzip that ends in the middle. */
    truncatedGzip: z.boolean().optional(),
    /** In place of the answer; text as it is, anything else as JSON. */
    body: z.unknown().optional(),
    /** The Retry-After header, as it stands. */
    retryAfter: z.coerce.string().optional(),
  })
  .refine(
    ({ status, hang, reset, malformed, drip, hugeBytes, truncatedGzip, body }) =>
      [status, hang, reset, malformed, drip, hugeBytes, truncatedGzip, body].some(
        (said) => said !== undefined && said !== false,
      ),
    'nothing says what goes wrong',
  );

/** What goes wrong with the next requests that it matches. */
export type Fault = Omit<z.output<typeof FaultSchema>, 'times'> & {
  times: number;
  /** Only requests of which this is true; only who runs the simulator in the same process can say so. */
  when?: (request: SimRequest) => boolean;
  /** Answers in place of the simulator, as `when`. */
  answer?: (request: SimRequest) => SimResponse;
};

/** Faults by script: the first that matches and has some left is used up by one. */
export class Faults {
  #faults: Fault[] = [];
  #clearing = new AbortController();

  add(fault: Omit<Fault, 'times'> & { times?: number }): void {
    this.#faults.push({ times: MANY, ...fault });
  }

  clear(): void {
    this.#faults = [];
    this.#clearing.abort();
    this.#clearing = new AbortController();
  }

  /** Aborted when they are cleared next. */
  get cleared(): AbortSignal {
    return this.#clearing.signal;
  }

  list(): Fault[] {
    return this.#faults;
  }

  take(request: SimRequest, account: string | undefined): Fault | undefined {
    const fault = this.#faults.find(
      ({ times, match, account: of, when }) =>
        times > 0 &&
        request.path.includes(match) &&
        (of === undefined || of === account) &&
        (when?.(request) ?? true),
    );
    if (fault) fault.times--;
    this.#faults = this.#faults.filter(({ times }) => times > 0);
    return fault;
  }
}

/** Undefined when the description is none: `match` is missing, or nothing says what goes wrong. */
export function parseFault(json: Record<string, unknown>): Fault | undefined {
  const parsed = FaultSchema.safeParse(json);
  return parsed.success ? { ...parsed.data, times: Math.min(parsed.data.times, MANY) } : undefined;
}
