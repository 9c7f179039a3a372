import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

const POISON = ['garbage', { jobId: 5 }, { unknown: 'shape' }, { jobId: '0'.repeat(64), and: 'more' }];
const NEIGHBOURS = 3;
/** The delays before the second to the sixth attempt. */
const DELAYS_S = [1, 2, 4, 8, 16];
/** 31 s of delays, and what the local queue adds to each. */
const BURIED_WITHIN_MS = 50_000;
const TOLERANCE_S = 1.2;

const DeadSchema = z.object({ body: z.string(), queue: z.string(), reason: z.string() });
const ExistsSchema = z.object({ there: z.boolean() });
const LineSchema = z.object({ messageId: z.string() });

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
    const from = Date.now();
    const good = await Promise.all(traders.map((trader) => requestImport(trader, world.since)));
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
    const gaps = attemptsOf(world, from).map((times) =>
      times.slice(1).map((at, i) => (at - (times[i] ?? at)) / 1_000),
    );
    const right = gaps.filter((seen) =>
      DELAYS_S.every((wanted, i) => Math.abs((seen[i] ?? 0) - wanted) <= TOLERANCE_S),
    );
    report.check(
      'each is tried six times, after 1, 2, 4, 8 and 16 s',
      right.length >= POISON.length
        ? []
        : gaps.map((seen) => `after ${seen.map((s) => s.toFixed(1)).join(', ')} s`),
    );
    await checkInvariants(world, report, traders[0]);
  },
};

async function untilBuried({ database }: World, deadline: number): Promise<z.infer<typeof DeadSchema>[]> {
  const [table] = await database.rows(ExistsSchema, `select to_regclass('dead_letter') is not null as there`);
  for (;;) {
    const rows = table?.there
      ? await database.rows(DeadSchema, 'select body::text as body, queue, reason from dead_letter')
      : [];
    if (rows.length >= POISON.length || Date.now() > deadline) {
      return rows.map((row) => ({ ...row, body: canonical(row.body) }));
    }
    await sleep(250);
  }
}

/** Postgres orders the names of an object's fields in its own way. */
function canonical(text: string): string {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).sort())
    : JSON.stringify(value);
}

/** When each message failed, by the lines that the Worker wrote. */
function attemptsOf({ worker }: World, from: number): number[][] {
  const byMessage = new Map<string, number[]>();
  for (const { at, text } of worker.lines) {
    if (at < from || !text.startsWith('{')) continue;
    const line = LineSchema.safeParse(JSON.parse(text));
    if (line.success) byMessage.set(line.data.messageId, [...(byMessage.get(line.data.messageId) ?? []), at]);
  }
  return [...byMessage.values()];
}
