import type { Broker } from '../../contracts/brokers.ts';
import { saveImportPage } from '../../db/queries/imports.ts';
import type { BrokerFill, BrokerMovement, RejectedFill } from '../brokers/port.ts';
import { type Context, newEventKey } from '../context.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import type { BrokerImport } from './params.ts';
import { isRelaying, relayNow } from './relay.ts';

/** The cursor of an import that has read everything. null is one that has read nothing. */
export const END = '';

/** Stores one page with its progress event and tells the feed. false: the lease was lost. */
export async function storePage(
  ctx: Context,
  lease: Lease,
  origin: { broker: Broker; source: string; dryRun?: boolean },
  page: {
    fills: readonly BrokerFill[];
    movements: readonly BrokerMovement[];
    rejected: readonly RejectedFill[];
    cursor: string;
    /** What the job's params say of the cursor. */
    params?: Pick<BrokerImport, 'reading' | 'covered'>;
  },
): Promise<boolean> {
  const event = newEventKey(ctx);
  const waiting = await saveImportPage(ctx.db, {
    ...lease,
    leaseMs: LEASE_MS,
    dryRun: false,
    ...origin,
    trades: page.fills.map((fill) => ({ id: ctx.newId(), ...fill })),
    movements: page.movements.map((movement) => ({ id: ctx.newId(), ...movement })),
    rejections: page.rejected.map((row) => ({ id: ctx.newId(), ...row })),
    cursor: page.cursor,
    params: page.params ?? {},
    eventId: event.id,
    eventTs: event.ts,
    isRelaying: isRelaying(lease.userId),
  });
  if (waiting === undefined) return false;
  await relayNow(ctx, lease.userId, waiting);
  return true;
}
