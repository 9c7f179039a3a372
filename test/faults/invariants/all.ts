import type { Report } from '../report.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';
import { duplicates } from './duplicates.ts';
import { feedFaults } from './feed.ts';
import { lostFills } from './fills.ts';
import { unendedJobs } from './jobs.ts';
import { foreignData } from './privacy.ts';
import { differencesToControl } from './recomputed.ts';

const CONTROL_MS = 60_000;

/** Holds all users of the world against I1 to I5, and each of `disturbed` against a control user who imports the same account in peace. */
export async function checkInvariants(
  world: World,
  report: Report,
  ...disturbed: readonly (Trader | undefined)[]
): Promise<void> {
  const { database } = world;
  const all = async (faults: (trader: Trader) => Promise<string[]>) => {
    const against: string[] = [];
    for (const trader of world.traders) against.push(...(await faults(trader)));
    return against;
  };
  report.check('I1 nothing acknowledged is lost', await all((trader) => lostFills(database, trader)));
  report.check('I2 nothing is there twice', await duplicates(database));
  report.check(
    'I3 the feed has every event once and in order',
    await all((trader) => feedFaults(database, trader)),
  );
  report.check(
    'I4 every job has ended, and its user knows',
    await all((trader) => unendedJobs(database, trader)),
  );
  report.check('I5 nobody saw what is another’s', await all((trader) => foreignData(database, trader)));
  const known = disturbed.filter((trader) => trader !== undefined);
  if (known.length > 0)
    report.check('I6 all that is derived is as without faults', await againstControls(world, known));
}

async function againstControls(world: World, disturbed: readonly Trader[]): Promise<string[]> {
  const pairs: { trader: Trader; control: Trader }[] = [];
  for (const trader of disturbed) {
    const control = await world.trader(trader.account);
    await requestImport(control, world.since);
    pairs.push({ trader, control });
  }
  if ((await world.settle(CONTROL_MS)) === null) return ['the control users’ imports did not end'];
  // What is older is read by itself, a step a minute: of both all of it, or they would know of different pasts.
  if (!(await world.readWholeHistory(CONTROL_MS))) return ['the history is not read to its beginning'];
  const against: string[] = [];
  for (const { trader, control } of pairs)
    against.push(...(await differencesToControl(world.database, trader.userId, control.userId)));
  return against;
}
