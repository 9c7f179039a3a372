/** How many failures in a row open the circuit. */
const THRESHOLD = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 300_000;
/** Longer than a call may take (its deadline is 10 s): a probe whose caller was killed does not keep the others out for ever. */
const PROBE_MS = 15_000;
/** Who waits for a probe looks again after this: most answer soon. */
const PROBE_WAIT_MS = 2_000;

export type Trouble = 'rate_limited' | 'unavailable';

/** What is known of a broker's health. Times are milliseconds. */
export interface Circuit {
  /** Failures in a row. */
  failures: number;
  /** No call before. 0: never opened since it last worked. */
  openUntil: number;
  /** Until then one call is trying whether the broker works again. */
  probeUntil: number;
  because: Trouble;
}

export const HEALTHY: Circuit = { failures: 0, openUntil: 0, probeUntil: 0, because: 'unavailable' };

/** `suspect`: its caller has to say how it went, since the broker failed last time. */
export type Admission =
  | { admitted: true; suspect: boolean }
  | { admitted: false; because: Trouble; waitMs: number };

/** Whether a call may be made now. After a pause one call goes first, and the others wait for how it goes. */
export function admit(circuit: Circuit, now: number): { admission: Admission; next: Circuit } {
  if (circuit.openUntil === 0) {
    return { admission: { admitted: true, suspect: circuit.failures > 0 }, next: circuit };
  }
  const waitMs = Math.max(circuit.openUntil - now, Math.min(circuit.probeUntil - now, PROBE_WAIT_MS));
  if (waitMs > 0) {
    return { admission: { admitted: false, because: circuit.because, waitMs }, next: circuit };
  }
  return { admission: { admitted: true, suspect: true }, next: { ...circuit, probeUntil: now + PROBE_MS } };
}

/** A call went well. One that was begun before the circuit opened does not close it: the broker has named a time since. */
export function succeeded(circuit: Circuit, now: number): Circuit {
  return now < circuit.openUntil ? circuit : HEALTHY;
}

/**
 * A call failed. A broker that names a time is left alone until then; one that does not, after five failures in a row, for half a minute, and
 * twice as long with each probe that fails, up to five minutes. Calls that were under way when it opened add nothing.
 */
export function failed(
  circuit: Circuit,
  failure: { because: Trouble; retryAfterMs: number | null },
  now: number,
): Circuit {
  const { because, retryAfterMs } = failure;
  const isOpen = now < circuit.openUntil;
  if (isOpen && retryAfterMs === null) return circuit;
  const failures = isOpen ? circuit.failures : circuit.failures + 1;
  // A probe that fails without a word keeps the circuit open, however few failures opened it.
  const wasProbe = circuit.openUntil !== 0 && !isOpen;
  const least = wasProbe && retryAfterMs === null ? THRESHOLD : 0;
  const pauseMs = Math.max(retryAfterMs ?? 0, pauseAfter(Math.max(failures, least)));
  const openUntil = pauseMs === 0 ? 0 : now + pauseMs;
  return {
    failures,
    because,
    openUntil: isOpen ? Math.max(circuit.openUntil, openUntil) : openUntil,
    probeUntil: 0,
  };
}

function pauseAfter(failures: number): number {
  if (failures < THRESHOLD) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - THRESHOLD), LONGEST_PAUSE_MS);
}
