import { setTimeout as sleep } from 'node:timers/promises';
import { AcknowledgedWrites } from '../acknowledged-writes.ts';
import { againstUnavailable, callEverything } from '../api-probe.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { againstSocket } from '../socket-probe.ts';
import { STORES_PAGE } from '../statements.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 1_000;
const RECOVERY_MS = 10_000;

/** Takes the database away in the middle of an import; answers how it comes back. */
type Outage = (world: World) => Promise<{ what: string; comesBack: () => Promise<void> }>;

/**
 * The database is away for a while: every call is told so within 2 s, sockets stay up, and afterwards all is there and goes on by itself.
 */
async function outage(
  world: World,
  report: Report,
  { awayMs, shorten }: { awayMs: number; shorten: boolean },
  begin: Outage,
): Promise<void> {
  const trader = await world.trader(world.account(FILLS));
  const writer = await world.trader(world.account(20));
  await world.settle(30_000);
  const writes = new AcknowledgedWrites(writer);
  world.undoLater(() => writes.stop());
  const page = world.edge.hold(STORES_PAGE, 'before');
  world.broker.control.addFills(trader.account.name, FILLS);
  await requestImport(trader, world.since);
  await page.caught();
  const { connections } = trader.recorder;
  const { what, comesBack } = await begin(world);
  page.release();
  report.broke(`${what} for ${awayMs / 1_000} s, in the middle of an import`);
  const until = Date.now() + awayMs;

  const calls = await callEverything(trader);
  report.check('each call is answered 503 with Retry-After within 2 s', againstUnavailable(calls));
  const slowest = Math.max(...calls.map(({ ms }) => ms));
  report.note(`${calls.length} calls, the slowest after ${slowest.toFixed(0)} ms`);
  await sleep(Math.max(0, until - Date.now()));
  report.check('sockets stay up and answer', await againstSocket(trader.recorder, connections));

  await comesBack();
  const back = Date.now();
  const served = await untilServed(world, trader.client.cookieHeader);
  report.check('calls are served again within 10 s', served ? [] : ['they are not']);
  report.note(`served ${Date.now() - back} ms after it was back`);
  if (shorten) {
    await world.ageJobs();
    report.note('leases were ended by SQL as soon as it was back');
  }
  const seconds = await world.settle(90_000);
  report.check('the import ends by itself within 90 s', seconds === null ? ['it did not'] : []);
  report.note(`everything at rest ${seconds?.toFixed(1)} s after it was back`);
  await writes.stop();
  report.check('no write that was acknowledged is undone', await writes.lost(world.database));
  report.note(`${writes.acknowledged} as the last write acknowledged, ${writes.refused} refused`);
  await checkInvariants(world, report, trader);
}

async function untilServed(world: World, cookie: string): Promise<boolean> {
  const deadline = Date.now() + RECOVERY_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${world.worker.origin}/api/auth/me`, {
      headers: { cookie },
      signal: AbortSignal.timeout(RECOVERY_MS),
    }).catch(() => null);
    if (answer?.ok) return true;
    await sleep(50);
  }
  return false;
}

export const postgresStopped: Scenario = {
  name: 'postgres-stopped',
  quick: true,
  alone: true,
  run: (world, report, { quick }) =>
    outage(world, report, { awayMs: quick ? 3_000 : 30_000, shorten: quick }, async ({ database }) => {
      await database.stopImmediately();
      return { what: 'pg_ctl stop -m immediate', comesBack: () => database.restart() };
    }),
};

export const postgresPaused: Scenario = {
  name: 'postgres-paused',
  quick: true,
  alone: true,
  run: (world, report, { quick }) =>
    outage(world, report, { awayMs: quick ? 4_000 : 20_000, shorten: quick }, async ({ database }) => {
      database.pause();
      return { what: 'SIGSTOP of the postmaster and its backends', comesBack: async () => database.resume() };
    }),
};

export const postgresFull: Scenario = {
  name: 'postgres-full',
  quick: false,
  alone: true,
  run: (world, report) =>
    outage(world, report, { awayMs: 5_000, shorten: false }, async ({ database }) => {
      const { taken, release } = await database.takeAllConnections();
      world.undoLater(release);
      return { what: `${taken} connections taken, the limit reached`, comesBack: release };
    }),
};
