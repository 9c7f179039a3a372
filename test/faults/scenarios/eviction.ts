import { setTimeout as sleep } from 'node:timers/promises';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 60;
/**
 * An object that is idle for ten seconds hibernates. From outside nothing shows that it did: what survives when it does is proven in
 * durable/user-feed.workerd.test.ts, which evicts it.
 */
const IDLE_MS = 13_000;

/** The feed's object hibernates under an open socket and wakes with an event for it; then the Worker restarts, and the client resumes. */
export const eviction: Scenario = {
  name: 'eviction',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    const { recorder } = trader;
    const { connections } = recorder;
    for (let round = 1; round <= 2; round += 1) {
      await sleep(IDLE_MS);
      world.broker.control.addFills(trader.account.name, FILLS);
      const before = recorder.applied.length;
      await requestImport(trader, world.since);
      await world.settle(30_000);
      await recorder.until(() => recorder.applied.length >= before + FILLS, 5_000);
      report.broke(`${IDLE_MS / 1_000} s of silence, then ${recorder.applied.length - before} events`);
    }
    report.check(
      'the same socket brings them',
      recorder.connections === connections ? [] : ['there was another'],
    );
    await world.worker.restart();
    world.broker.control.addFills(trader.account.name, FILLS);
    await requestImport(trader, world.since);
    await world.settle(30_000);
    report.broke('a restart of the Worker under the open socket');
    const wasReset = recorder.control.some(
      ({ frame }) => frame.type === 'feed.hello' && frame.payload.resume === 'reset',
    );
    report.check('the client resumes where it was', wasReset ? ['it was told to start over'] : []);
    await checkInvariants(world, report, trader);
  },
};
