import { TwinClient } from '../../../dev/client.ts';
import { checkInvariants } from '../invariants/all.ts';
import { feedFaults } from '../invariants/feed.ts';
import { Recorder } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';
import { TcpGate } from '../tcp-gate.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const CREDIT = 100;
const MEMORY_LIMIT_MB = 128;

/** Five tabs of one user: three read, one stops reading, one's cable is pulled, while thousands of events come. */
export const slowReader: Scenario = {
  name: 'slow-reader',
  quick: true,
  alone: true,
  async run(world, report, { quick }) {
    const fills = quick ? 1_500 : 5_000;
    const trader = await world.trader(world.account(20));
    await world.settle(30_000);
    const gate = await TcpGate.start(world.worker.origin);
    const [second, third, slow] = [await tab(trader), await tab(trader), await tab(trader)];
    const dead = await tab(trader, gate.origin);
    world.broker.control.addFills(trader.account.name, fills);
    await slow.until(() => slow.applied.length > 0, 5_000);
    const before = world.worker.memory();
    slow.pause();
    gate.goDead();
    const framesBefore = slow.frames.length;
    await requestImport(trader, world.since);
    const seconds = await world.settle(120_000);
    report.broke(`of five sockets one does not read and one is dead, while ${fills} fills are imported`);
    report.check('the import ends within 120 s', seconds === null ? ['it did not'] : []);
    const grown = world.worker.memory().peakMb - before.peakMb;
    report.check(
      `less than ${MEMORY_LIMIT_MB} MB are taken`,
      grown < MEMORY_LIMIT_MB ? [] : [`${grown.toFixed(0)} MB`],
    );
    report.note(`${seconds?.toFixed(1)} s, ${grown.toFixed(0)} MB over ${before.peakMb.toFixed(0)} MB`);
    for (const [name, recorder] of [
      ['second', second],
      ['third', third],
    ] as const) {
      report.check(`the ${name} tab has everything in order`, await asTab(world, trader, recorder));
    }

    slow.resume();
    await slow.until(() => slow.framesUntilBehind !== null, 10_000);
    const sent = (slow.framesUntilBehind ?? Number.POSITIVE_INFINITY) - framesBefore;
    report.check(
      `to the one that did not read at most ${CREDIT} frames were sent, and that it is behind`,
      sent <= CREDIT ? [] : [`${sent} frames`],
    );
    report.check('after it reads again it has everything in order', await asTab(world, trader, slow));
    gate.heal();
    report.check('the dead one comes back and has everything in order', await asTab(world, trader, dead));
    for (const one of [second, third, slow, dead]) one.stop();
    await gate.stop();
    await checkInvariants(world, report, trader);
  },
};

/** Another browser tab of the user, perhaps another way to the Worker. */
async function tab({ client }: Trader, origin = client.origin): Promise<Recorder> {
  const other = new TwinClient(origin);
  await other.enter(client.account);
  const recorder = new Recorder(other);
  await recorder.start();
  return recorder;
}

function asTab(world: World, trader: Trader, recorder: Recorder): Promise<string[]> {
  return feedFaults(world.database, { ...trader, recorder });
}
