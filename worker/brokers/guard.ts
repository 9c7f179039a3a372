import { logError } from '../log.ts';
import { fail, type Result } from '../result.ts';
import type { Send } from './http.ts';
import type { BrokerFailure } from './port.ts';

type Trouble = Extract<BrokerFailure, { kind: 'resting' }>['because'];

/** Knows whether a broker is to be left alone. `suspect`: it failed last time, so the caller has to say how it went. */
export interface CircuitBreaker {
  admit(): Promise<
    { admitted: true; suspect: boolean } | { admitted: false; because: Trouble; waitMs: number }
  >;
  succeeded(): Promise<void>;
  failed(failure: { because: Trouble; retryAfterMs: number | null }): Promise<void>;
}

/**
 * Requests behind a circuit breaker: while it is open they are not made. An answer that is no fault of the broker's health (a permission that
 * ended, a refusal) shows that it works. A breaker that cannot be reached neither keeps a request from being made nor its answer from being used.
 */
export function guarded(send: Send, circuit: CircuitBreaker): Send {
  return async (url, init, read) => {
    const admission = await circuit.admit().catch((error: unknown) => {
      logError({ circuit: url.host }, error);
      return { admitted: true, suspect: true } as const;
    });
    if (!admission.admitted) {
      return fail({ kind: 'resting', because: admission.because, waitMs: admission.waitMs });
    }
    const answer = await send(url, init, read);
    await report(circuit, answer, admission.suspect).catch((error: unknown) =>
      logError({ circuit: url.host }, error),
    );
    return answer;
  };
}

async function report(
  circuit: CircuitBreaker,
  answer: Result<string, BrokerFailure>,
  isSuspect: boolean,
): Promise<void> {
  if (!answer.ok && (answer.failure.kind === 'rate_limited' || answer.failure.kind === 'unavailable')) {
    const { kind, retryAfterMs } = answer.failure;
    await circuit.failed({ because: kind, retryAfterMs });
  } else if (isSuspect) await circuit.succeeded();
}
