import { setTimeout as sleep } from 'node:timers/promises';
import type { Hold } from '../database-edge.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { MARKS_DELIVERED, TELLS } from '../statements.ts';
import { requestImport } from '../trader.ts';

const USERS = 5;
const FILLS = 120;
const MORE_FILLS = 30;
const PATIENCE_MS = 5_000;
/** From the answer of the relay's question on: the append, the write to disk and the send fall into this time. */
const APPEND_MS = 15;

/** kill -9 between the commit and the append, between the append and the send, and between the send and the mark, of many users at once. */
export const killsAroundAppend: Scenario = {
  name: 'kills-around-append',
  quick: true,
  async run(world, report, { quick }) {
    const traders = await Promise.all(
      Array.from({ length: USERS }, () => world.trader(world.account(FILLS))),
    );
    const [first] = traders;
    const rounds = quick ? 1 : 8;
    const held: Record<string, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const { place, pattern, moment, goesOn } of PLACES) {
        const hold = world.edge.hold(pattern, moment);
        for (const trader of traders) {
          world.broker.control.addFills(trader.account.name, MORE_FILLS);
          await requestImport(trader, world.since);
        }
        await world.ageJobs();
        void world.worker.fireCron();
        await most(hold);
        held[place] = (held[place] ?? 0) + hold.count();
        if (goesOn) {
          hold.release();
          await sleep(world.random.integer(0, APPEND_MS));
        }
        // What is still held dies with the process: it is never asked for, or its answer never read.
        await world.worker.kill();
        hold.reset();
        await world.worker.start();
      }
    }
    report.broke(`kill -9 ${rounds} times each with relays held: ${JSON.stringify(held)}`);
    if (quick) for (const trader of traders) await requestImport(trader, world.since);
    await world.ageJobs();
    const seconds = await world.settle(120_000, { ageing: quick });
    report.check('all is handed over within 120 s', seconds === null ? ['it was not'] : []);
    report.note(
      `${seconds?.toFixed(1)} s after the last kill; ${quick ? 'another import was asked for, and abandoned jobs were aged by SQL' : 'events left behind waited their true 30 s'}`,
    );
    await checkInvariants(world, report, first);
  },
};

/** Where relays are held when the Worker is killed. */
const PLACES = [
  { place: 'commit|append', pattern: TELLS, moment: 'after', goesOn: false },
  { place: 'append|send', pattern: TELLS, moment: 'after', goesOn: true },
  { place: 'append|mark', pattern: MARKS_DELIVERED, moment: 'before', goesOn: false },
] as const;

/** Waits for the first, and a moment for its neighbours. */
async function most(hold: Hold): Promise<void> {
  await Promise.race([hold.caught(), sleep(PATIENCE_MS)]);
  await Promise.race([hold.caught(USERS), sleep(300)]);
}
