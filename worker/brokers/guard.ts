import { fail, type Result } from '../result.ts';
import type { BrokerAdapter, BrokerFailure } from './port.ts';

type Trouble = Extract<BrokerFailure, { kind: 'rate_limited' | 'unavailable' }>['kind'];

/** Knows whether a broker is to be left alone. `suspect`: it failed last time, so the caller has to say how it went. */
export interface Circuit {
  admit(): Promise<
    { admitted: true; suspect: boolean } | { admitted: false; because: Trouble; waitMs: number }
  >;
  succeeded(): Promise<void>;
  failed(failure: { because: Trouble; retryAfterMs: number | null }): Promise<void>;
}

/**
 * The adapter behind its circuit breaker: while that is open, what jobs do is refused with the time after which it may be tried again. What a
 * trader does by hand (allowing access, ending it) goes to the broker in any case.
 */
export function guarded(adapter: BrokerAdapter, circuit: Circuit): BrokerAdapter {
  return {
    ...adapter,
    refresh: (token) => through(circuit, () => adapter.refresh(token)),
    fetchFills: (request) => through(circuit, () => adapter.fetchFills(request)),
    fetchCandles: (request) => through(circuit, () => adapter.fetchCandles(request)),
  };
}

/** An answer that is no fault of the broker's health (a permission that ended, a refusal) shows that it works. */
async function through<Value>(
  circuit: Circuit,
  call: () => Promise<Result<Value, BrokerFailure>>,
): Promise<Result<Value, BrokerFailure>> {
  const admission = await circuit.admit();
  if (!admission.admitted) {
    const { because, waitMs } = admission;
    return fail({ kind: because, retryAfterMs: waitMs, detail: 'The circuit is open.' });
  }
  const answer = await call();
  if (!answer.ok && (answer.failure.kind === 'rate_limited' || answer.failure.kind === 'unavailable')) {
    const { kind, retryAfterMs } = answer.failure;
    await circuit.failed({ because: kind, retryAfterMs });
  } else if (admission.suspect) await circuit.succeeded();
  return answer;
}
