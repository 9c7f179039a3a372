import { DurableObject } from 'cloudflare:workers';
import { z } from 'zod';
import { type Admission, admit, type Circuit, failed, HEALTHY, succeeded, type Trouble } from './circuit.ts';

const KEY = 'circuit';

const CircuitSchema = z.object({
  failures: z.number(),
  openUntil: z.number(),
  probeUntil: z.number(),
  because: z.enum(['rate_limited', 'unavailable']),
});

/** One broker's circuit breaker, so that all Workers together leave a broker alone that is down or asks for it. */
export class BrokerCircuit extends DurableObject<Env> {
  admit(): Admission {
    const held = this.#held();
    const { admission, next } = admit(held, Date.now());
    if (next !== held) this.#keep(next);
    return admission;
  }

  succeeded(): void {
    this.#keep(succeeded(this.#held(), Date.now()));
  }

  failed(failure: { because: Trouble; retryAfterMs: number | null }): void {
    this.#keep(failed(this.#held(), failure, Date.now()));
  }

  /** What an older version kept in another form is no reason to leave a broker alone. */
  #held(): Circuit {
    return CircuitSchema.safeParse(this.ctx.storage.kv.get(KEY)).data ?? HEALTHY;
  }

  #keep(next: Circuit): void {
    this.ctx.storage.kv.put(KEY, next);
  }
}
