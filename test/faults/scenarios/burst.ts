import { z } from 'zod';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

const JOBS = 12_000;
const COPIES = 12_000;
const FILLS = 300;
/** Each job takes a dozen statements, one after another, and the local queue has three at work: on a slow machine that is ten minutes. */
const BOUND_MS = 900_000;
const SWEEP_MS = 2_000;
/** Each statement takes so long while the copies are sent: they come faster than they are worked off. */
const SLOWER_MS = 100;
const IMPORT_S = 120;
const StatusSchema = z.object({ status: z.string(), count: z.coerce.number() });

/** 12,000 jobs that wait at once, more than the local queue takes; then 12,000 copies of one message. */
export const burst: Scenario = {
  name: 'burst',
  quick: false,
  alone: true,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    await insertWaitingJobs(world);
    world.stopCron();
    world.startCron(SWEEP_MS);
    const began = Date.now();
    world.broker.control.addFills(trader.account.name, FILLS);
    const jobId = await requestImport(trader, world.since);
    const own = await watchJob(trader, jobId, BOUND_MS);
    report.check(
      `an import that is asked for meanwhile is done within ${IMPORT_S} s`,
      own.last.status === 'done' && own.seconds <= IMPORT_S
        ? []
        : [`${own.seconds} s, ${own.seen.join(' → ')}`],
    );
    const seconds = await world.settle(BOUND_MS);
    report.broke(`${JOBS} score jobs wait at once; a sweep each ${SWEEP_MS} ms`);
    const ends = await world.database.rows(StatusSchema, `select status, count(*) from job group by status`);
    report.check(`all have ended within ${BOUND_MS / 1_000} s`, [
      ...(seconds === null ? ['they have not'] : []),
      ...ends.filter(({ status }) => status !== 'done').map(({ status, count }) => `${count} are ${status}`),
    ]);
    report.note(
      `${((Date.now() - began) / 1_000).toFixed(0)} s; the import took ${own.seconds.toFixed(1)} s`,
    );

    world.edge.delayMs = SLOWER_MS;
    const refused = await sendCopies(world, jobId);
    world.edge.delayMs = 0;
    report.broke(`${COPIES} copies of one message; the local queue refused ${refused} of them`);
    world.broker.control.addFills(trader.account.name, FILLS);
    const after = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
    report.check(
      'an import behind them is done',
      after.last.status === 'done' ? [] : [after.seen.join(' → ')],
    );
    report.note(
      `it took ${after.seconds.toFixed(1)} s; workerd ${world.worker.memory().peakMb.toFixed(0)} MB at the most`,
    );
    // Copies that the sweep sent of waiting jobs lie in the queue before what is new.
    await world.settle(BOUND_MS);
    await checkInvariants(world, report, trader);
  },
};

/** Users without a fill, whose scoring was asked for a minute ago. */
async function insertWaitingJobs({ database }: World): Promise<void> {
  await database.run(
    `insert into "user" (id, email, password_hash)
     select '0' || lpad(n::text, 25, '0'), 'burst-' || n || '@example.com', 'none' from generate_series(1, $1) n`,
    [JOBS],
  );
  await database.run(
    `insert into job (id, user_id, kind, key, run, status, params, progress, updated_at)
     select encode(sha256(convert_to(key || ':1', 'UTF8')), 'hex'), id, 'score', key, 1, 'queued', '{}',
            '{"pages":0,"seen":0,"inserted":0,"duplicates":0,"rejected":0,"scored":0}', now() - interval '1 minute'
     from (select id, encode(sha256(convert_to('["score","' || id || '"]', 'UTF8')), 'hex') as key
           from "user" where email like 'burst-%') waiting`,
  );
}

/** Answers how many the queue did not take. */
async function sendCopies({ worker }: World, jobId: string): Promise<number> {
  const chunk = 100;
  const sent = await Promise.allSettled(
    Array.from({ length: COPIES / chunk }, () =>
      worker.sendMessages(
        'Q_IMPORT',
        Array.from({ length: chunk }, () => ({ jobId })),
      ),
    ),
  );
  return sent.filter(({ status }) => status === 'rejected').length * chunk;
}
