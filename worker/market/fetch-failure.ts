import { z } from 'zod';
import type { BrokerFailure } from '../brokers/port.ts';

const WAIT = z.number().nullable();

/** A failure as the worker that met it left it for those who waited. */
const FailureSchema: z.ZodType<BrokerFailure> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unauthorized') }),
  z.object({ kind: z.literal('rate_limited'), retryAfterMs: WAIT }),
  z.object({ kind: z.literal('unavailable'), retryAfterMs: WAIT, detail: z.string() }),
  z.object({
    kind: z.literal('resting'),
    because: z.enum(['rate_limited', 'unavailable']),
    waitMs: z.number(),
  }),
  z.object({ kind: z.literal('malformed'), detail: z.string() }),
  z.object({ kind: z.literal('blocked') }),
  z.object({ kind: z.literal('refused'), status: z.number(), detail: z.string() }),
]);

/** null: none was left, or one that another version wrote. */
export function parseFailure(json: unknown): BrokerFailure | null {
  return FailureSchema.safeParse(json).data ?? null;
}
