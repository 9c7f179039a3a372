import { z } from 'zod';
import { fillsRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { CLAIMS_JOB } from '../statements.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 600;
const COPIES = 50;
const USERS = 5;
const SLOWER_MS = 4;
const JobSchema = z.object({ id: z.string() });

/** The same message fifty times at once, of the import and of the scoring: one works, the others leave. */
export const messagesDuplicated: Scenario = {
  name: 'messages-duplicated',
  quick: true,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    world.broker.control.addFills(trader.account.name, FILLS);
    world.edge.delayMs = SLOWER_MS;
    const from = Date.now();
    const jobId = await requestImport(trader, world.since);
    const copies = (id: string) => Array.from({ length: COPIES }, () => ({ jobId: id }));
    await world.worker.sendMessages('Q_IMPORT', copies(jobId));
    const score = await newestJob(world, trader, 'score');
    await world.worker.sendMessages('Q_SCORE', copies(score));
    report.broke(
      `${COPIES} copies of the import's message and ${COPIES} of the scoring's, while both are at work`,
    );
    const seconds = await world.settle(60_000);
    report.check('both end within 60 s', seconds === null ? ['they did not'] : []);
    const asked = fillsRequests(world, trader.account.name, from).map(({ query }) => query.cursor ?? 'first');
    const twice = asked.filter((cursor, at) => asked.indexOf(cursor) !== at);
    report.check(
      'the broker is asked for each page once',
      twice.map((cursor) => `page ${cursor} again`),
    );
    await checkInvariants(world, report, trader);
  },
};

/** Messages in reversed order: scorings come before the imports that bring their fills. */
export const messagesReversed: Scenario = {
  name: 'messages-reversed',
  quick: true,
  async run(world, report) {
    world.stopCron();
    const traders: Trader[] = [];
    const claims = world.edge.hold(CLAIMS_JOB, 'before');
    for (let at = 0; at < USERS; at += 1) traders.push(await world.trader(world.account(60)));
    const imports: string[] = [];
    for (const trader of traders) imports.push(await requestImport(trader, world.since));
    // Their messages die with the Worker: the rows stand, and nobody is woken.
    await world.worker.kill();
    claims.reset();
    await world.worker.start();
    const scores: string[] = [];
    for (const { userId } of traders) scores.push(await insertScoreJob(world, userId));
    await world.worker.sendMessages(
      'Q_SCORE',
      scores.toReversed().map((jobId) => ({ jobId })),
    );
    await world.worker.sendMessages(
      'Q_IMPORT',
      imports.toReversed().map((jobId) => ({ jobId })),
    );
    report.broke(`${USERS} scorings before the ${USERS} imports that they wait for, the last user first`);
    world.startCron();
    const seconds = await world.settle(60_000);
    report.check('all end within 60 s', seconds === null ? ['they did not'] : []);
    await checkInvariants(world, report, traders[0]);
  },
};

/** Waits for it: an import asks for it before it ends. */
async function newestJob(world: World, { userId }: Trader, kind: string): Promise<string> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const [job] = await world.database.rows(
      JobSchema,
      `select id from job where user_id = $1 and kind = $2 and status in ('queued', 'running')`,
      [userId, kind],
    );
    if (job) return job.id;
  }
  throw new Error(`No ${kind} job came.`);
}

/** As the product makes it: the key is the hash of what it means, the id that of key and run. */
async function insertScoreJob({ database }: World, userId: string): Promise<string> {
  const [job] = await database.rows(
    JobSchema,
    `with made as (select encode(sha256(convert_to('["score","' || $1::text || '"]', 'UTF8')), 'hex') as key)
     insert into job (id, user_id, kind, key, run, status, params, progress)
     select encode(sha256(convert_to(key || ':1', 'UTF8')), 'hex'), $1, 'score', key, 1, 'queued', '{}',
            '{"pages":0,"seen":0,"inserted":0,"duplicates":0,"rejected":0,"scored":0}'
     from made returning id`,
    [userId],
  );
  if (!job) throw new Error('The score job could not be made.');
  return job.id;
}
