import { z } from 'zod';
import { fillsRequests, refusedRequests, tokenRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 60;
const AT_ONCE = 10;
const REFRESH_MS = 1_500;
const HOUR_MS = 3_600_000;
const IdSchema = z.object({ id: z.string() });
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
    // The refresh takes its time, so that all who are refused meanwhile ask for it too.
    world.broker.control.faults.add({ match: '/oauth2/token', hang: REFRESH_MS, times: AT_ONCE });
    const from = Date.now();
    const jobIds = await insertImports(world, expired);
    await world.worker.sendMessages(
      'Q_IMPORT',
      jobIds.map((jobId) => ({ jobId })),
    );
    const watched = await Promise.all(jobIds.map((jobId) => watchJob(expired, jobId, 60_000)));
    await world.settle(30_000);
    world.broker.control.faults.clear();
    const raced = refusedRequests(world, from).length;
    const refreshes = tokenRequests(world, from);
    report.broke(`an access token ran out under ${AT_ONCE} imports of other windows: ${raced} were refused`);
    report.check('several race for the refresh', raced > 1 ? [] : [`${raced} was refused`]);
    report.check('the token is refreshed once', refreshes.length === 1 ? [] : [`${refreshes.length} times`]);
    report.check(
      'the imports end well',
      watched.filter(({ last }) => last.status !== 'done').map(({ seen }) => seen.join(' → ')),
    );

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

/** Of one connection there is one import at a time: these are the product's rows under keys of the harness, so that many are at work. */
async function insertImports({ database, since }: World, { userId }: Trader): Promise<string[]> {
  const until = new Date().toISOString();
  const ids: string[] = [];
  for (let at = 0; at < AT_ONCE; at += 1) {
    const window = { since: new Date(since.getTime() + at * HOUR_MS).toISOString(), until };
    const rows = await database.rows(
      IdSchema,
      `with made as (select encode(sha256(convert_to($1::text || ' import ' || $2::text, 'UTF8')), 'hex') as key)
       insert into job (id, user_id, kind, key, run, status, params, progress)
       select encode(sha256(convert_to(key || ':1', 'UTF8')), 'hex'), $1, 'import', key, 1, 'queued', $3::jsonb,
              '{"pages":0,"seen":0,"inserted":0,"duplicates":0,"rejected":0,"scored":0}'
       from made returning id`,
      [userId, at, JSON.stringify({ source: 'broker', broker: 'coinbase', ...window })],
    );
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}
