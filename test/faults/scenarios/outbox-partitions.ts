import { ulid } from 'ulid';
import { z } from 'zod';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, type Trader } from '../trader.ts';
import { DAILY } from '../worker-process.ts';
import type { World } from '../world.ts';

const FILLS = 40;
/** The first month without its partition. */
const MISSING_MONTHS = 3;
/** Retention is 90 days. */
const OLD_MONTHS = -6;
const NameSchema = z.object({ name: z.string() });

/** The month changes and its partition is missing; the past grows older than what is kept. */
export const outboxPartitions: Scenario = {
  name: 'outbox-partitions',
  quick: true,
  async run(world, report) {
    const { database, worker } = world;
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    const [ahead, old] = [middleOfMonth(MISSING_MONTHS), middleOfMonth(OLD_MONTHS)];

    const inAdvance = await insertEvent(world, trader, ahead);
    report.broke(`an event for ${monthOf(ahead)}, which has no partition`);
    report.check(
      'it is kept',
      (await placeOf(world, inAdvance)) === 'event_outbox_default' ? [] : ['it is not'],
    );
    const made = await worker.fireCron(DAILY, ahead);
    report.check('the cron of that month ends well', made ? [] : ['it fails']);
    const moved = await placeOf(world, inAdvance);
    report.check(
      'and the event lies in the month’s partition',
      moved === partitionOf(ahead) ? [] : [`in ${moved}`],
    );

    await database.run(
      `create table if not exists ${partitionOf(old)} partition of event_outbox for values
       from ('${firstOf(old)}') to ('${firstOf(middleOfMonth(OLD_MONTHS + 1))}')`,
    );
    const longAgo = await insertEvent(world, trader, old);
    await database.run('update event_outbox set delivered_at = ts where id = $1', [longAgo]);
    report.broke(`a partition of ${monthOf(old)}, of which everything was handed over`);
    const dropped = await worker.fireCron(DAILY);
    report.check('the daily cron ends well', dropped ? [] : ['it fails']);
    const left = await placeOf(world, longAgo);
    report.check('what is older than 90 days is gone', left === null ? [] : [`it still is in ${left}`]);

    world.broker.control.addFills(trader.account.name, FILLS);
    await requestImport(trader, world.since);
    await world.settle(30_000);
    await database.run('delete from event_outbox where id = $1', [longAgo]);
    await checkInvariants(world, report, trader);
  },
};

/** A copy of the newest progress of an import, with an id and a time of that month. */
async function insertEvent({ database }: World, { userId }: Trader, at: Date): Promise<string> {
  const id = ulid(at.getTime());
  await database.run(
    `insert into event_outbox (id, user_id, type, v, ts, payload)
     select $2, user_id, type, v, $3, payload from event_outbox
     where user_id = $1 and type = 'import.progress' order by seq desc limit 1`,
    [userId, id, at.toISOString()],
  );
  return id;
}

/** The partition in which an event lies; null: in none. */
async function placeOf({ database }: World, id: string): Promise<string | null> {
  const [row] = await database.rows(
    NameSchema,
    'select tableoid::regclass::text as name from event_outbox where id = $1',
    [id],
  );
  return row?.name ?? null;
}

function middleOfMonth(ahead: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 15));
}

function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

function firstOf(at: Date): string {
  return `${monthOf(at)}-01`;
}

function partitionOf(at: Date): string {
  return `event_outbox_${monthOf(at).replace('-', '_')}`;
}
