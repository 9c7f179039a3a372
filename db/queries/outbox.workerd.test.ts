import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { contextOf } from '../../worker/context.ts';
import { dropPartitions, ensurePartitions } from './outbox.ts';

const { db } = contextOf(env);

async function tell(at: string, delivered: boolean): Promise<string> {
  const id = ulid(Date.parse(at));
  await db.execute(sql`
    insert into event_outbox (id, user_id, type, v, ts, payload, delivered_at)
    values (${id}, ${ulid()}, 'import.progress', 1, ${at}::timestamptz, '{}'::jsonb, ${delivered ? at : null}::timestamptz)`);
  return id;
}

/** The partition that holds an event. */
async function placeOf(id: string): Promise<string | undefined> {
  const { rows } = await db.execute<{ place: string }>(
    sql`select tableoid::regclass::text as place from event_outbox where id = ${id}`,
  );
  return rows[0]?.place;
}

test('an event of a month without a partition is caught, and moves into the partition when cron makes it', async () => {
  const id = await tell('2041-03-07T10:00:00Z', false);
  expect(await placeOf(id)).toBe('event_outbox_default');
  await Promise.all([
    ensurePartitions(db, new Date('2041-01-15T03:17:00Z')),
    ensurePartitions(db, new Date('2041-01-15T03:17:00Z')),
  ]);
  expect(await placeOf(id)).toBe('event_outbox_2041_03');
  expect(await placeOf(await tell('2041-02-28T23:59:59.999Z', false))).toBe('event_outbox_2041_02');
  expect(await placeOf(await tell('2041-04-01T00:00:00Z', false))).toBe('event_outbox_default');
});

test('a month that is over goes, unless one of its events has not reached its feed', async () => {
  await ensurePartitions(db, new Date('2011-05-01T00:00:00Z'));
  const told = await tell('2011-05-20T00:00:00Z', true);
  const waiting = await tell('2011-06-20T00:00:00Z', false);
  const later = await tell('2011-07-20T00:00:00Z', true);
  const caught = await tell('2010-01-01T00:00:00Z', true);
  expect(await dropPartitions(db, new Date('2011-07-31T23:59:59Z'))).toEqual(['event_outbox_2011_06']);
  expect(await placeOf(told)).toBeUndefined();
  expect(await placeOf(caught)).toBeUndefined();
  expect(await placeOf(waiting)).toBe('event_outbox_2011_06');
  expect(await placeOf(later)).toBe('event_outbox_2011_07');
});
