import { z } from 'zod';
import { fillsRequests } from '../broker-log.ts';
import { insertScoreJob } from '../insert-score-job.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { CLAIMS_JOB, STORES_SCORES } from '../statements.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 600;
const COPIES = 50;
const USERS = 5;
const UNSCORED = 2;
const SLOWER_MS = 4;
const CountSchema = z.object({ count: z.coerce.number() });
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

/** Messages in reversed order: scorings come before the imports that bring their fills, two of them with fills of an earlier one to speak of. */
export const messagesReversed: Scenario = {
  name: 'messages-reversed',
  quick: true,
  async run(world, report) {
    world.stopCron();
    const scorings = world.edge.hold(STORES_SCORES, 'before');
    const unscored: Trader[] = [];
    for (let at = 0; at < UNSCORED; at += 1) unscored.push(await world.trader(world.account(60)));
    for (const trader of unscored) await untilOnlyScoringIsLeft(world, trader);
    const claims = world.edge.hold(CLAIMS_JOB, 'before');
    const fresh: Trader[] = [];
    for (let at = unscored.length; at < USERS; at += 1) fresh.push(await world.trader(world.account(60)));
    for (const { account } of unscored) world.broker.control.addFills(account.name, 60);
    const traders = [...unscored, ...fresh];
    const imports: string[] = [];
    for (const trader of traders) imports.push(await requestImport(trader, world.since));
    // Their messages die with the Worker: the rows stand, and nobody is woken.
    await world.worker.kill();
    claims.reset();
    scorings.reset();
    await world.worker.start();
    const untold = await Promise.all(unscored.map((trader) => unscoredFills(world, trader)));
    report.check(
      'two of the scorings have fills to speak of',
      untold.every((count) => count > 0) ? [] : [untold.join(', ')],
    );
    const scores: string[] = [];
    for (const trader of unscored) scores.push(await newestJob(world, trader, 'score'));
    for (const { userId } of fresh) scores.push(await insertScoreJob(world, userId));
    // What the killed Worker held is free again.
    await world.ageJobs();
    await world.worker.sendMessages(
      'Q_SCORE',
      scores.toReversed().map((jobId) => ({ jobId })),
    );
    await world.worker.sendMessages(
      'Q_IMPORT',
      imports.toReversed().map((jobId) => ({ jobId })),
    );
    report.broke(
      `${USERS} scorings before the ${USERS} imports that they wait for, the last user first; two have ${untold.join(' and ')} fills to speak of`,
    );
    world.startCron();
    const seconds = await world.settle(60_000);
    report.check('all end within 60 s', seconds === null ? ['they did not'] : []);
    await checkInvariants(world, report, traders[0], traders.at(-1));
  },
};

/** The first import has ended and has asked for a scoring, which stores nothing. */
async function untilOnlyScoringIsLeft(world: World, trader: Trader): Promise<void> {
  await newestJob(world, trader, 'score');
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const [row] = await world.database.rows(
      CountSchema,
      `select count(*) from job where user_id = $1 and kind = 'import' and status in ('queued', 'running')`,
      [trader.userId],
    );
    if (row?.count === 0) return;
  }
  throw new Error('The first import did not end.');
}

async function unscoredFills({ database }: World, { userId }: Trader): Promise<number> {
  const [row] = await database.rows(
    CountSchema,
    `select count(*) from trade t where t.user_id = $1 and not exists (select from reflection r where r.trade_id = t.id)`,
    [userId],
  );
  return row?.count ?? 0;
}

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
