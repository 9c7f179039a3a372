import { DurableObject } from 'cloudflare:workers';
import { type Admission, admit, type Circuit, failed, HEALTHY, succeeded, type Trouble } from './circuit.ts';

const KEY = 'circuit';

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

  #held(): Circuit {
    return this.ctx.storage.kv.get<Circuit>(KEY) ?? HEALTHY;
  }

  #keep(next: Circuit): void {
    this.ctx.storage.kv.put(KEY, next);
  }
}
