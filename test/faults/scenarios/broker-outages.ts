import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../../dev/simulator/faults.ts';
import { fillsRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import { againstLatency, LatencyProbe, SERVED_AS_BEFORE } from '../latency.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 300;
/** A broker is given 10 s for an answer, and the machine one more. */
const LONGEST_MS = 11_000;
const BOUND_MS = 150_000;
/** The scoring that follows the import is a part of it. */
const LOOK_AFTER_MS = 1_500;

type Kind = [name: string, fault: Omit<Fault, 'match' | 'times'>, times: number];

/** Passing troubles of each kind, as often as the import survives. */
const PASSING: readonly Kind[] = [
  ['500', { status: 500 }, 2],
  ['502', { status: 502 }, 1],
  ['503', { status: 503 }, 1],
  ['reset', { reset: true }, 2],
  ['hang', { hang: true }, 1],
  ['one byte a second', { drip: true }, 1],
];
const QUICK_KINDS = new Set(['500', 'reset']);

/** The broker fails for a moment: the import waits, says why, and goes on; nobody else notices. */
export const brokerOutages: Scenario = {
  name: 'broker-outages',
  quick: true,
  async run(world, report, { quick }) {
    const bystander = await world.trader(world.account(40));
    const undisturbed = async () => (await importBeside(world, bystander, () => {})).p95;
    const baseline = await undisturbed();
    report.note(`p95 of a bystander while another imports undisturbed: ${baseline.toFixed(1)} ms`);
    for (const [name, fault, times] of PASSING.filter(([kind]) => !quick || QUICK_KINDS.has(kind))) {
      const { p95, seen, last, seconds, requests } = await importBeside(world, bystander, (account) =>
        world.broker.control.faults.add({ ...fault, match: '/fills', account, times }),
      );
      report.broke(`${times} × ${name}: ${seen.join(' → ')} in ${seconds.toFixed(1)} s`);
      const slow = requests.filter(({ ms }) => ms > LONGEST_MS).map(({ ms }) => `${ms} ms`);
      report.check(`${name}: no request takes longer than 11 s`, slow);
      const named = seen.some((state) => state.includes('broker_unavailable'));
      report.check(`${name}: the job says why it waits`, named ? [] : [seen.join(' → ')]);
      report.check(`${name}: and ends well`, last.status === 'done' ? [] : [JSON.stringify(last)]);
      report.check(`${name}: ${SERVED_AS_BEFORE}`, await againstLatency(p95, baseline, undisturbed));
    }
    await world.settle(60_000);
    await checkInvariants(world, report, world.traders.at(-1));
  },
};

/** An import of a new user, and how quickly another is served meanwhile. */
async function importBeside(world: World, bystander: Trader, trouble: (account: string) => void) {
  const trader = await world.trader(world.account(FILLS));
  await world.settle(60_000);
  const { name } = trader.account;
  world.broker.control.addFills(name, FILLS);
  const from = Date.now();
  const probe = new LatencyProbe(bystander);
  world.undoLater(() => probe.stop());
  trouble(name);
  const watched = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
  await sleep(LOOK_AFTER_MS);
  return { ...watched, p95: await probe.stop(), requests: fillsRequests(world, name, from) };
}

/** The broker fails for longer than the job tries: the job ends, says so, and the next import brings everything. */
export const brokerDown: Scenario = {
  name: 'broker-down',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    world.broker.control.addFills(trader.account.name, FILLS);
    world.broker.control.faults.add({ match: '/fills', account: trader.account.name, status: 503 });
    const first = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
    report.broke(`503 to everything: ${first.seen.join(' → ')} in ${first.seconds.toFixed(1)} s`);
    const ended = first.last.status === 'dead' && first.last.error?.code === 'broker_unavailable';
    report.check(
      'the job ends as dead, with a code and a sentence',
      ended ? [] : [JSON.stringify(first.last)],
    );
    world.broker.control.faults.clear();
    const next = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
    report.check(
      'the next import brings everything',
      next.last.status === 'done' ? [] : [JSON.stringify(next.last)],
    );
    await world.settle(60_000);
    await checkInvariants(world, report, trader);
  },
};
