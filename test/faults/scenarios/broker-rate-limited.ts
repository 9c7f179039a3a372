import { fillsRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 300;
const REFUSALS = 2;
const HOUR_S = 3_600;
/** The clocks are the same; the answer leaves a moment after the request came. */
const EARLY_MS = 5;
/** The breaker hears of a refusal a moment after it was sent. */
const SETTLED_MS = 500;

interface Wait {
  name: string;
  quick: boolean;
  /** What stands in Retry-After of the nth refusal, and the moment until which nothing may be asked for. */
  header(now: number, nth: number): { retryAfter: string; untilMs: number };
}

/** Where the broker names no time of its own: 2^n × 500 ms after the nth failure, less a quarter at the most. */
function ownWaitMs(nth: number): number {
  return 2 ** nth * 500 * 0.75;
}

const WAITS: readonly Wait[] = [
  {
    name: '0',
    quick: false,
    header: (now, nth) => ({ retryAfter: '0', untilMs: now + ownWaitMs(nth) }),
  },
  { name: '2', quick: true, header: (now) => ({ retryAfter: '2', untilMs: now + 2_000 }) },
  {
    name: 'garbage',
    quick: false,
    header: (now, nth) => ({ retryAfter: 'soon, -1', untilMs: now + ownWaitMs(nth) }),
  },
  {
    name: 'date',
    quick: false,
    header(now) {
      const at = Math.ceil(now / 1_000) * 1_000 + 3_000;
      return { retryAfter: new Date(at).toUTCString(), untilMs: at };
    },
  },
];

/** 429 with each kind of Retry-After: nobody asks before the time. */
export const brokerRateLimited: readonly Scenario[] = WAITS.map((wait) => ({
  name: `broker-429-${wait.name}`,
  quick: wait.quick,
  run: (world, report) => refuseTwice(world, report, wait),
}));

async function refuseTwice(world: World, report: Report, { name, header }: Wait): Promise<void> {
  const trader = await world.trader(world.account(FILLS));
  await world.settle(30_000);
  world.broker.control.addFills(trader.account.name, FILLS);
  const from = Date.now();
  let refused = 0;
  const untils: number[] = [];
  world.broker.control.faults.add({
    match: '/fills',
    account: trader.account.name,
    times: REFUSALS,
    answer() {
      refused += 1;
      const { retryAfter, untilMs } = header(Date.now(), refused);
      untils.push(untilMs);
      return { status: 429, headers: { 'retry-after': retryAfter }, body: { errors: [] } };
    },
  });
  await requestImport(trader, world.since);
  const seconds = await world.settle(60_000);
  report.broke(`${refused} requests answered 429 with Retry-After ${name}`);
  const requests = fillsRequests(world, trader.account.name, from);
  report.check(
    'nothing is asked for before the time, and something after it',
    untils.flatMap((until, at) => {
      const next = requests[at + 1];
      if (!next) return ['nothing was asked for any more'];
      return next.t + EARLY_MS < until ? [`asked ${until - next.t} ms early`] : [];
    }),
  );
  report.check('the import ends within 60 s', seconds === null ? ['it did not'] : []);
  report.note(
    `requests for fills: ${requests.map(({ t, status }) => `${t - from} ms ${status}`).join(', ')}`,
  );
  await checkInvariants(world, report, trader);
}

/** An hour: the job waits, says why, and nobody is asked, on nobody's behalf. */
export const brokerHourLong: Scenario = {
  name: 'broker-429-3600',
  quick: true,
  async run(world, report, { quick }) {
    const trader = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    for (const { account } of [trader, bystander]) world.broker.control.addFills(account.name, FILLS);
    const from = Date.now();
    world.broker.control.faults.add({
      match: '/fills',
      account: trader.account.name,
      status: 429,
      retryAfter: String(HOUR_S),
    });
    const jobId = await requestImport(trader, world.since);
    await trader.recorder.until(() => fillsRequests(world, trader.account.name, from).length > 0, 5_000);
    await trader.recorder.until(() => false, SETTLED_MS);
    const bystanders = await requestImport(bystander, world.since);
    const observedMs = quick ? 5_000 : 20_000;
    await trader.recorder.until(() => false, observedMs);
    // What an impatient user does.
    await requestImport(trader, world.since);
    await trader.recorder.until(() => false, 2_000);
    report.broke(
      `every request of one user for fills is answered 429 with Retry-After ${HOUR_S}; another asks for an import after it`,
    );
    const requests = world.broker.control.log.since(from);
    report.check(`within ${observedMs / 1_000} s and after another click the broker is asked once in all`, [
      ...(requests.length === 1
        ? []
        : requests.map(({ t, path, account }) => `after ${t - from} ms: ${path} of ${account ?? 'nobody'}`)),
    ]);
    for (const [who, client, id] of [
      ['the user', trader.client, jobId],
      ['the other', bystander.client, bystanders],
    ] as const) {
      const job = await client.job(id);
      const told = job.status === 'queued' && job.error?.code === 'broker_rate_limited';
      report.check(`${who} sees that it waits, and why`, told ? [] : [JSON.stringify(job)]);
    }
  },
};
