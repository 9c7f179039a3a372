import { fillsRequests, tokenRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 60;
const AT_ONCE = 10;
const QUIET_MS = 10_000;

/** Access tokens that ran out while many ask, and a permission that was taken back. */
export const brokerAccess: Scenario = {
  name: 'broker-access',
  quick: false,
  async run(world, report) {
    const [expired, revoked] = [
      await world.trader(world.account(FILLS)),
      await world.trader(world.account(FILLS)),
    ];
    await world.settle(30_000);
    await steer(world, expired, 'expire');
    world.broker.control.addFills(expired.account.name, FILLS);
    const from = Date.now();
    const jobId = await requestImport(expired, world.since);
    await world.worker.sendMessages(
      'Q_IMPORT',
      Array.from({ length: AT_ONCE }, () => ({ jobId })),
    );
    const { seen, last } = await watchJob(expired, jobId, 60_000);
    await world.settle(30_000);
    const refreshes = tokenRequests(world, from);
    report.broke(`an access token ran out, ${AT_ONCE} workers are woken for the import: ${seen.join(' → ')}`);
    report.check('the token is refreshed once', refreshes.length === 1 ? [] : [`${refreshes.length} times`]);
    report.check('the import ends well', last.status === 'done' ? [] : [JSON.stringify(last)]);

    await steer(world, revoked, 'revoke');
    const after = Date.now();
    const refused = await watchJob(revoked, await requestImport(revoked, world.since), 60_000);
    await revoked.recorder.until(() => false, QUIET_MS);
    const asked =
      fillsRequests(world, revoked.account.name, after).length + tokenRequests(world, after).length;
    report.broke(`the permission is taken back at the broker: ${refused.seen.join(' → ')}`);
    report.check(
      'the user is told',
      refused.last.error?.code === 'broker_revoked' ? [] : [JSON.stringify(refused.last)],
    );
    report.check(
      'and the broker is left alone',
      asked <= 3 ? [] : [`${asked} requests within ${QUIET_MS / 1_000} s`],
    );
    await checkInvariants(world, report, expired);
  },
};

async function steer(world: World, { account }: Trader, what: 'expire' | 'revoke'): Promise<void> {
  const url = `${world.broker.apiUrl}/_sim/accounts/${encodeURIComponent(account.name)}/${what}`;
  const answer = await fetch(url, { method: 'POST' });
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status}.`);
}
