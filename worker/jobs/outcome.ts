import type { JobError } from '../../contracts/jobs.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import { sentenceOf } from '../problem.ts';

/** How an attempt at a job ended. `lost`: another worker holds it, so this one leaves. */
export type AttemptOutcome =
  | { kind: 'done' }
  | { kind: 'lost' }
  | { kind: 'retry'; error: JobError; afterMs: number | null }
  /** Nothing was tried: goes on after that time, and counts as no attempt. */
  | { kind: 'wait'; error: JobError | null; afterMs: number }
  | { kind: 'failed'; error: JobError };

/** Retryable or not is a property of the failure's kind, never of its text. */
export function outcomeOf(failure: BrokerFailure): AttemptOutcome {
  switch (failure.kind) {
    case 'unauthorized':
      return { kind: 'failed', error: { code: 'broker_revoked', message: sentenceOf('broker_revoked') } };
    case 'rate_limited':
      return {
        kind: 'retry',
        error: { code: 'broker_rate_limited', message: sentenceOf('broker_rate_limited') },
        afterMs: failure.retryAfterMs,
      };
    case 'unavailable':
      return {
        kind: 'retry',
        error: { code: 'broker_unavailable', message: sentenceOf('broker_unavailable') },
        afterMs: failure.retryAfterMs,
      };
    case 'resting': {
      const code = failure.because === 'rate_limited' ? 'broker_rate_limited' : 'broker_unavailable';
      return { kind: 'wait', error: { code, message: sentenceOf(code) }, afterMs: failure.waitMs };
    }
    case 'blocked':
      return {
        kind: 'failed',
        error: { code: 'broker_region_blocked', message: sentenceOf('broker_region_blocked') },
      };
    case 'malformed':
      return {
        kind: 'failed',
        error: { code: 'broker_answer_malformed', message: sentenceOf('broker_answer_malformed') },
      };
    case 'refused':
      return {
        kind: 'failed',
        error: {
          code: 'broker_refused',
          message: `The broker refused the request (${failure.detail}). Try again later, or connect it anew.`,
        },
      };
  }
}
