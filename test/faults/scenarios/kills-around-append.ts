import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Hold } from '../database-edge.ts';
import { handOverTogether } from '../hand-over-together.ts';
import { checkInvariants } from '../invariants/all.ts';
import { readEvents } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';
import { MARKS_DELIVERED, TELLS } from '../statements.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const USERS = 5;
const FILLS = 120;
const MORE_FILLS = 30;
const PATIENCE_MS = 5_000;
/** From the answer of the relay's question on: the append, the write to disk and the send fall into this time. */
const APPEND_MS = 15;
const IdSchema = z.object({ id: z.string() });
/** Events by how far they had come. */
type Reached = Record<'committed' | 'appended' | 'sent', number>;

/** kill -9 between the commit and the append, around the append and the send, and between the send and the mark, of five users at once. */
export const killsAroundAppend: Scenario = {
  name: 'kills-around-append',
  quick: true,
  async run(world, report, { quick }) {
    const traders = await Promise.all(
      Array.from({ length: USERS }, () => world.trader(world.account(FILLS))),
    );
    await world.settle(60_000);
    const rounds = quick ? 1 : 8;
    const held: Record<string, number[]> = {};
    const reached: Reached = { committed: 0, appended: 0, sent: 0 };
    for (let round = 0; round < rounds; round += 1) {
      for (const { place, pattern, moment, goesOn } of PLACES) {
        const hold = await handOverTogether(world, async () => {
          for (const trader of traders) {
            world.broker.control.addFills(trader.account.name, MORE_FILLS);
            await requestImport(trader, world.since);
          }
          await world.ageJobs();
          await world.worker.fireCron();
          return world.edge.hold(pattern, moment);
        });
        await most(hold);
        held[place] = [...(held[place] ?? []), hold.count()];
        if (goesOn) {
          hold.release();
          await sleep(world.random.integer(0, APPEND_MS));
        }
        // What is still held dies with the process: it is never asked for, or its answer never read.
        await world.worker.kill();
        hold.reset();
        const found = await Promise.all(traders.map((trader) => underWay(world, trader)));
        await world.worker.start();
        if (goesOn) for (const one of found) await countReached(reached, one);
      }
    }
    report.broke(`kill -9 ${rounds} times each with relays held: ${JSON.stringify(held)}`);
    report.note(`events under way when relays were let go on and killed: ${JSON.stringify(reached)}`);
    report.check(
      'in each round relays were held at each place',
      Object.entries(held)
        .filter(([, counts]) => counts.includes(0))
        .map(([place, counts]) => `${place}: ${counts.join(', ')}`),
    );
    if (!quick)
      report.check(
        'some died between the append and the send',
        reached.appended > 0 ? [] : [JSON.stringify(reached)],
      );
    if (quick) for (const trader of traders) await requestImport(trader, world.since);
    await world.ageJobs();
    const seconds = await world.settle(120_000, { ageing: quick });
    report.check('all is handed over within 120 s', seconds === null ? ['it was not'] : []);
    report.note(
      `${seconds?.toFixed(1)} s after the last kill; ${quick ? 'another import was asked for, and abandoned jobs were aged by SQL' : 'events left behind waited their true 30 s'}`,
    );
    await checkInvariants(world, report, ...traders);
  },
};

/** Where relays are held when the Worker is killed. */
const PLACES = [
  { place: 'commit|append', pattern: TELLS, moment: 'after', goesOn: false },
  { place: 'append|send', pattern: TELLS, moment: 'after', goesOn: true },
  { place: 'append|mark', pattern: MARKS_DELIVERED, moment: 'before', goesOn: false },
] as const;

/** What was committed and not marked as handed over when all was killed, and what of it the socket had brought by then. */
async function underWay({ database }: World, trader: Trader) {
  const waiting = await database.rows(
    IdSchema,
    'select id from event_outbox where user_id = $1 and delivered_at is null',
    [trader.userId],
  );
  const { applied } = trader.recorder;
  const brought = new Set(applied.map(({ eventId }) => eventId));
  const left = waiting.filter(({ id }) => !brought.has(id)).map(({ id }) => id);
  return { trader, left, sent: waiting.length - left.length, cursor: applied.at(-1)?.eventId ?? null };
}

/** How far they had come: the log lies on the Worker's disk as the kill left it. */
async function countReached(
  reached: Reached,
  { trader, left, sent, cursor }: Awaited<ReturnType<typeof underWay>>,
): Promise<void> {
  const { events } = await readEvents(trader.client, cursor);
  const inLog = new Set(events.map(({ eventId }) => eventId));
  const appended = left.filter((id) => inLog.has(id)).length;
  reached.committed += left.length - appended;
  reached.appended += appended;
  reached.sent += sent;
}

/** Waits for the first, and a moment for its neighbours. */
async function most(hold: Hold): Promise<void> {
  await Promise.race([hold.caught(), sleep(PATIENCE_MS)]);
  await Promise.race([hold.caught(USERS), sleep(300)]);
}
