import { setTimeout as sleep } from 'node:timers/promises';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const USERS = 8;
const FILLS = 60;
const OUTAGE_MS = 25_000;
/** So many failures in a row are chance; after them the broker is known to be down. */
const FAILURES_UNTIL_OPEN = 12;
/** A probe is one request; the next comes after a pause. */
const TOGETHER_MS = 400;

/** The broker is down for everybody: after some failures it is left alone, and tried by one request at a time. */
export const brokerBreaker: Scenario = {
  name: 'broker-breaker',
  quick: false,
  async run(world, report) {
    const traders = await Promise.all(
      Array.from({ length: USERS }, () => world.trader(world.account(FILLS))),
    );
    await world.settle(60_000);
    for (const { account } of traders) world.broker.control.addFills(account.name, FILLS);
    const from = Date.now();
    world.broker.control.faults.add({ match: '/api/v3/', status: 503 });
    await Promise.all(traders.map((trader) => requestImport(trader, world.since)));
    await sleep(OUTAGE_MS);
    const requests = world.broker.control.log.since(from).filter(({ path }) => path.startsWith('/api/v3/'));
    world.broker.control.faults.clear();
    report.broke(`503 to everything for ${OUTAGE_MS / 1_000} s while ${USERS} users import`);
    report.note(`requests at ${requests.map(({ t }) => t - from).join(', ')} ms`);
    const late = requests.slice(FAILURES_UNTIL_OPEN);
    report.check(
      `after ${FAILURES_UNTIL_OPEN} failures it is asked by single probes with pauses between them`,
      late.flatMap(({ t }, at) => {
        const before = late[at - 1]?.t ?? Number.NEGATIVE_INFINITY;
        return t - before < TOGETHER_MS ? [`two requests within ${t - before} ms, at ${t - from} ms`] : [];
      }),
    );
    // What used up its attempts meanwhile is asked for again, as the user is told to.
    const seconds = await world.settle(120_000);
    for (const trader of traders) await requestImport(trader, world.since);
    const again = await world.settle(120_000);
    report.check('every job ends within 120 s', seconds === null || again === null ? ['some do not'] : []);
    await checkInvariants(world, report, traders[0]);
  },
};
