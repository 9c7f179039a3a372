import { endUpkeep, planUpkeep, takeUpkeep } from '../../db/queries/candle-upkeep.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import type { LoadSnapshots } from './load-markets.ts';

/** A product whose four months are all missing takes some fifty calls, beside those of the sweep of the same minute; an invocation has ten thousand. */
const PRODUCTS_PER_MINUTE = 6;
/** Longer than six products take, and the time after which sources that were out are asked again. */
const LEASE_MS = 15 * 60_000;

/**
 * Once a week: lists the products whose months are to be stored up to now, so that a month is complete and frozen even if nobody trades in the next
 * one. storeListedMonths works it off.
 * @param at when cron was to fire
 */
export async function listMonthsToKeep(ctx: Context, at: Date): Promise<void> {
  await planUpkeep(ctx.db, at);
}

/**
 * Every minute: some products of the list, until it is empty; without one it is a single statement. What its sources do not answer for stays on the
 * list and is tried again a quarter of an hour later, until the next week's list takes its place.
 * @param at when cron was to fire
 */
export async function storeListedMonths(ctx: Context, load: LoadSnapshots, at: Date): Promise<void> {
  const rows = await takeUpkeep(ctx.db, { at, limit: PRODUCTS_PER_MINUTE, leaseMs: LEASE_MS });
  for (const row of rows) {
    try {
      const loaded = await load({ ...row, untilMs: at.getTime() });
      if (loaded.ok || loaded.failure.kind === 'refused') await endUpkeep(ctx.db, row);
    } catch (error) {
      // One product that cannot be stored does not keep the others waiting.
      logError({ upkeep: `${row.broker} ${row.symbol}` }, error);
    }
  }
}
