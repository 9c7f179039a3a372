import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { checkInvariants } from '../invariants/all.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { CLAIMS_JOB } from '../statements.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

/** It can be read, and there is no such job: each attempt at it shows at the database. */
const NO_JOB = 'f'.repeat(64);
const POISON = [
  'garbage',
  { jobId: 5 },
  { unknown: 'shape' },
  { jobId: '0'.repeat(64), and: 'more' },
  { jobId: NO_JOB },
];
const NEIGHBOURS = 3;
/** The delays before the second to the sixth attempt. */
const DELAYS_S = [1, 2, 4, 8, 16];
/** 31 s of delays, and what the local queue adds to each. */
const BURIED_WITHIN_MS = 50_000;
/** A delay is never shorter, but for what two clocks differ. */
const EARLY_S = 0.1;
const LATE_S = 1.2;
const REPLAYED_MS = 10_000;
const JOBS = fileURLToPath(new URL('../../../dev/jobs.ts', import.meta.url));

const DeadSchema = z.object({ id: z.string(), body: z.string(), at: z.date() });

/** Messages that nobody can read, between good ones: six attempts with growing pauses, then a dead letter that can be found. */
export const poison: Scenario = {
  name: 'poison',
  quick: false,
  alone: true,
  async run(world, report) {
    const traders = [];
    for (let at = 0; at < NEIGHBOURS; at += 1) traders.push(await world.trader(world.account(60)));
    await world.settle(30_000);
    for (const { account } of traders) world.broker.control.addFills(account.name, 60);
    const attempts = world.edge.watch(CLAIMS_JOB, NO_JOB);
    const good = await Promise.all(traders.map((trader) => requestImport(trader, world.since)));
    const from = Date.now();
    await world.worker.sendMessages(
      'Q_IMPORT',
      POISON.flatMap((body, at) => [body, { jobId: good[at % good.length] }]),
    );
    report.broke(`${POISON.length} messages that nobody can read, each between good ones`);
    const seconds = await world.settle(15_000);
    report.check('their neighbours are unaffected', seconds === null ? ['imports take more than 15 s'] : []);

    const dead = await untilBuried(world, from + BURIED_WITHIN_MS);
    report.check(
      `all are dead letters within ${BURIED_WITHIN_MS / 1_000} s`,
      POISON.map((body) => JSON.stringify(body)).filter(
        (body) => !dead.some((row) => row.body === canonical(body)),
      ),
    );
    const gaps = attempts.slice(1).map((at, i) => (at - (attempts[i] ?? at)) / 1_000);
    const right =
      gaps.length === DELAYS_S.length &&
      DELAYS_S.every((wanted, i) => isWithin((gaps[i] ?? 0) - wanted, -EARLY_S, LATE_S));
    report.check(
      'the one of no job is tried six times, after 1, 2, 4, 8 and 16 s',
      right ? [] : [`after ${gaps.map((s) => s.toFixed(1)).join(', ')} s`],
    );
    const all = DELAYS_S.reduce((sum, s) => sum + s);
    report.check(
      'and none of them is given up before or long after it',
      dead
        .map(({ body, at }) => ({ body, s: (at.getTime() - from) / 1_000 }))
        .filter(({ s }) => !isWithin(s - all, -EARLY_S, DELAYS_S.length * LATE_S))
        .map(({ body, s }) => `${body} after ${s.toFixed(1)} s`),
    );
    report.note(`tried again after ${gaps.map((s) => s.toFixed(2)).join(', ')} s`);
    await replay(world, report, { letter: dead.find(({ body }) => body.includes(NO_JOB))?.id, attempts });
    await checkInvariants(world, report, traders[0]);
  },
};

/** As an operator would, by the command: the message is sent again. */
async function replay(
  { database }: World,
  report: Report,
  { letter = 'none', attempts }: { letter: string | undefined; attempts: readonly number[] },
): Promise<void> {
  const before = attempts.length;
  const env = { ...process.env, DATABASE_URL: database.url };
  const { stdout } = await promisify(execFile)(process.execPath, [JOBS, 'replay', letter], { env });
  report.broke(`npm run jobs -- replay: ${stdout.trim()}`);
  const deadline = Date.now() + REPLAYED_MS;
  while (attempts.length === before && Date.now() < deadline) await sleep(100);
  report.check(
    `a dead letter that is replayed is tried again within ${REPLAYED_MS / 1_000} s`,
    attempts.length > before ? [] : ['it was not'],
  );
}

async function untilBuried({ database }: World, deadline: number): Promise<z.infer<typeof DeadSchema>[]> {
  for (;;) {
    const rows = await database.rows(
      DeadSchema,
      'select id, body::text as body, created_at as at from dead_letter',
    );
    if (rows.length >= POISON.length || Date.now() > deadline) {
      return rows.map((row) => ({ ...row, body: canonical(row.body) }));
    }
    await sleep(250);
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

/** Postgres orders the names of an object's fields in its own way. */
function canonical(text: string): string {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).sort())
    : JSON.stringify(value);
}
