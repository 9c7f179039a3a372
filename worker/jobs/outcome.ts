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
  const error = errorOf(failure);
  switch (failure.kind) {
    case 'rate_limited':
    case 'unavailable':
      return { kind: 'retry', error, afterMs: failure.retryAfterMs };
    case 'resting':
      return { kind: 'wait', error, afterMs: failure.waitMs };
    default:
      return { kind: 'failed', error };
  }
}

/** What is told of it. */
export function errorOf(failure: BrokerFailure): JobError {
  if (failure.kind === 'refused') {
    return {
      code: 'broker_refused',
      message: `The broker refused the request (${failure.detail}). Try again later, or connect it anew.`,
    };
  }
  const code = codeOf(failure);
  return { code, message: sentenceOf(code) };
}

function codeOf(failure: Exclude<BrokerFailure, { kind: 'refused' }>) {
  switch (failure.kind) {
    case 'unauthorized':
      return 'broker_revoked';
    case 'rate_limited':
      return 'broker_rate_limited';
    case 'unavailable':
      return 'broker_unavailable';
    case 'resting':
      return failure.because === 'rate_limited' ? 'broker_rate_limited' : 'broker_unavailable';
    case 'blocked':
      return 'broker_region_blocked';
    case 'malformed':
      return 'broker_answer_malformed';
  }
}
