import { setTimeout as sleep } from 'node:timers/promises';
import type { Moment } from '../database-edge.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 1_000;
const MORE_FILLS = 400;
const KILLS = 20;
const QUICK_KILLS = 10;
/** Each so manieth kill takes Postgres too. */
const POSTGRES_EVERY = 5;
/** Of an import that is under way another is asked for, so that the request joins it. */
const JOIN_CHANCE = 0.2;
/** Where the product makes no further statement there is nothing left to wait for. */
const PATIENCE_MS = 3_000;
/** Statements take this much longer, so that points in time fall between them. */
const SLOWER_MS = 4;

/** kill -9 of everything at random points of an import, counted in milliseconds or in statements. */
export const kills: Scenario = {
  name: 'kills',
  quick: true,
  async run(world, report, { quick }) {
    const count = quick ? QUICK_KILLS : KILLS;
    const trader = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(60));
    world.edge.delayMs = SLOWER_MS;
    await Promise.all([requestImport(bystander, world.since), requestImport(trader, world.since)]);
    const points: string[] = [];
    let requests = 1;
    for (let at = 1; at <= count; at += 1) {
      let point = await killAtPoint(world);
      if (at % POSTGRES_EVERY === 0) {
        point += ' with Postgres';
        await world.database.kill();
        await world.database.restart();
      }
      points.push(point);
      await world.worker.start();
      if ((await world.activeJobs()) === 0 || world.random.chance(JOIN_CHANCE)) {
        world.broker.control.addFills(trader.account.name, MORE_FILLS);
        await requestImport(trader, world.since);
        requests += 1;
      }
      await world.ageJobs();
      void world.worker.fireCron();
    }
    report.broke(
      `kill -9 of node and workerd ${count} times, ${requests} imports asked for: ${points.join(', ')}`,
    );
    report.note('leases of the killed were ended by SQL; events left behind waited their true 30 s');
    world.edge.delayMs = 0;
    const seconds = await world.settle(90_000, { ageing: quick });
    report.check('all ends by itself within 90 s of the last kill', seconds === null ? ['it did not'] : []);
    report.note(`${seconds?.toFixed(1)} s after the last kill, ${trader.recorder.connections} connections`);
    await checkInvariants(world, report, trader);
  },
};

async function killAtPoint(world: World): Promise<string> {
  const { random, edge, worker } = world;
  if (random.chance(0.4)) {
    const ms = random.integer(20, 800);
    await sleep(ms);
    await worker.kill();
    return `${ms} ms`;
  }
  const moment: Moment = random.chance(0.5) ? 'before' : 'after';
  const nth = random.integer(1, 30);
  const hold = edge.holdNth(nth, moment);
  await Promise.race([hold.caught(), sleep(PATIENCE_MS)]);
  // The process dies while the statement is held, so that nothing after it was ever asked for.
  await worker.kill();
  hold.reset();
  return `${moment} statement ${nth}`;
}
