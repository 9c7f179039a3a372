/** An expected outcome as a value. What a failure holds is up to the family of functions that returns it. */
export type Result<Value, Failure> = { ok: true; value: Value } | { ok: false; failure: Failure };

export const ok = <Value>(value: Value) => ({ ok: true, value }) as const;
export const fail = <Failure>(failure: Failure) => ({ ok: false, failure }) as const;
