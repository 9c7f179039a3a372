import { setTimeout as sleep } from 'node:timers/promises';
import { AcknowledgedWrites } from '../acknowledged-writes.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 1_000;

/** Backends are ended in the middle of their transactions, again and again, and every client with them. */
export const postgresTerminated: Scenario = {
  name: 'postgres-terminated',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    const writer = await world.trader(world.account(20));
    const writes = new AcknowledgedWrites(writer);
    world.undoLater(() => writes.stop());
    const restore = await slowInserts(world, 0.15);
    await requestImport(trader, world.since);
    let ended = 0;
    const until = Date.now() + 15_000;
    while (Date.now() < until) {
      await sleep(world.random.integer(30, 400));
      ended += await world.database.terminateOthers();
    }
    await restore();
    report.broke(`pg_terminate_backend of ${ended} backends within 15 s, each insert of fills taking 150 ms`);
    const seconds = await world.settle(90_000);
    report.check('all ends by itself within 90 s', seconds === null ? ['it did not'] : []);
    await writes.stop();
    report.check('no write that was acknowledged is undone', await writes.lost(world.database));
    report.note(`${writes.acknowledged} as the last write acknowledged, ${writes.refused} refused`);
    await checkInvariants(world, report, trader);
  },
};

/** Every insert of fills takes its time; nobody else waits for it. */
export const postgresSlow: Scenario = {
  name: 'postgres-slow',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(20));
    const restore = await slowInserts(world, 1.5);
    await requestImport(trader, world.since);
    report.broke('each insert of fills takes 1.5 s');
    const times: number[] = [];
    for (let at = 0; at < 60; at += 1) {
      const began = performance.now();
      await (await bystander.client.get('/api/trades?limit=50')).arrayBuffer();
      times.push(performance.now() - began);
      await sleep(50);
    }
    const seconds = await world.settle(90_000);
    await restore();
    report.check('the import ends within 90 s', seconds === null ? ['it did not'] : []);
    const slowest = Math.max(...times);
    report.check('another user is served within 500 ms meanwhile', slowest <= 500 ? [] : [`${slowest} ms`]);
    await checkInvariants(world, report, trader);
  },
};

/** Answers how to make them quick again. */
async function slowInserts(world: World, seconds: number): Promise<() => Promise<void>> {
  const { database } = world;
  const restore = async () => void (await database.run('drop trigger if exists slow_down on trade'));
  world.undoLater(restore);
  await database.run(
    `create or replace function slow_down() returns trigger language plpgsql as
     $$ begin perform pg_sleep(${seconds}); return null; end $$`,
  );
  await database.run(
    'create or replace trigger slow_down before insert on trade for each statement execute function slow_down()',
  );
  return restore;
}
