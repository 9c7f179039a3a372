import { logError } from '../log.ts';

/** A part of what cron does that no other depends on: one that fails is logged, and the others go on. */
export async function part(name: string, run: () => Promise<unknown>): Promise<void> {
  await run().catch((error: unknown) => logError({ sweep: name }, error));
}
