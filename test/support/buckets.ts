import { expect } from 'vitest';
import type { BucketRule } from '../../durable/token-bucket.ts';

/** A bucket that was full lets its burst through, and what has come back to it since. */
export function expectBurst(allowed: number, { burst, everyMs }: BucketRule, since: number): void {
  expect(allowed).toBeGreaterThanOrEqual(burst);
  expect(allowed).toBeLessThanOrEqual(burst + Math.floor((Date.now() - since) / everyMs));
}
