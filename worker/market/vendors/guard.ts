import type { Send } from '../../brokers/http.ts';

/** Puts a way of sending behind the circuit breaker of the one that it asks. */
export type Guard = (send: Send, name: string) => Send;
