import { vi } from 'vitest';
import { asOwner } from './owner.ts';

const PATIENCE = { timeout: 15_000, interval: 20 };

/** An advisory lock of two texts that nobody else gets until it is released. */
export async function holdLock(space: string, name: string): Promise<{ release(): Promise<void> }> {
  const ended = asOwner('select pg_advisory_xact_lock(hashtext($1), hashtext($2)), pg_sleep(120)', [
    space,
    name,
  ]).catch(() => undefined);
  const holder = await vi.waitUntil(() => holderOf(space, name), PATIENCE);
  return {
    async release() {
      await asOwner('select pg_cancel_backend($1)', [holder]);
      await ended;
    },
  };
}

/** Waits until so many transactions wait for a lock. */
export async function untilWaiting(count: number): Promise<void> {
  const waiting = () =>
    asOwner(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
  await vi.waitUntil(async () => (await waiting()).length >= count, PATIENCE);
}

async function holderOf(space: string, name: string): Promise<string | null | undefined> {
  const [row] = await asOwner(
    `select pid from pg_locks where locktype = 'advisory' and granted
     and classid::bigint = hashtext($1)::bigint & 4294967295 and objid::bigint = hashtext($2)::bigint & 4294967295`,
    [space, name],
  );
  return row?.pid;
}
