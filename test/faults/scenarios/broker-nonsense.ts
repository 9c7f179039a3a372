import type { Fault } from '../../../dev/simulator/faults.ts';
import { fillsRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import { isSpot } from '../invariants/fills.ts';
import { watchJob } from '../job-watch.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, storedFills } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 20;
/** More than two pages. */
const MORE_FILLS = 600;
const PAGE_SIZE = 250;
const BOUND_MS = 120_000;
const MEMORY_LIMIT_MB = 128;
const HUGE_BYTES = 200 * 1024 * 1024;
const LONGEST_MS = 11_000;
/** What a broker whose answers cannot be read is called. */
const CODE = 'broker_answer_malformed';
/** Of one import: half a million fills. */
const PAGE_CAP = 2_000;

type Kind = [name: string, fault: Omit<Fault, 'match' | 'times'>, code?: string];

const isLaterPage: NonNullable<Fault['when']> = ({ query }) => query.has('cursor');

/** Answers with status 200 that are none, each in place of the second page. */
const NONSENSE: readonly Kind[] = [
  ['malformed JSON', { malformed: true }],
  ['HTML', { body: '<!doctype html><title>Maintenance</title>' }],
  // It breaks off, as a connection does: it is asked for again until the attempts are used up.
  ['half of a gzip', { truncatedGzip: true }, 'broker_unavailable'],
  ['200 MB', { hugeBytes: HUGE_BYTES }],
  ['an array', { body: [] }],
  ['no cursor', { body: { fills: [] } }],
  ['fills that are none', { body: { fills: { length: 3 }, cursor: '' } }],
  ['the same cursor again', { body: { fills: [], cursor: '100000007' } }],
];
const QUICK_KINDS = new Set(['HTML', '200 MB', 'the same cursor again']);

/** The broker answers nonsense in the middle: the job ends with a named error, whole pages are kept, and nothing else. */
export const brokerNonsense: Scenario = {
  name: 'broker-nonsense',
  quick: true,
  async run(world, report, { quick }) {
    const kinds = NONSENSE.filter(([name]) => !quick || QUICK_KINDS.has(name));
    for (const kind of kinds) await answerNonsense(world, report, kind);
    await world.settle(60_000);
    await checkInvariants(world, report, world.traders.at(-1));
  },
};

async function answerNonsense(world: World, report: Report, [name, fault, code = CODE]: Kind): Promise<void> {
  const trader = await world.trader(world.account(FILLS));
  await world.settle(60_000);
  const before = await storedFills(world.database, trader);
  const { faults } = world.broker.control;
  world.broker.control.addFills(trader.account.name, MORE_FILLS);
  const from = Date.now();
  const { peakMb: baseline } = world.worker.memory();
  faults.add({ ...fault, match: '/fills', account: trader.account.name, when: isLaterPage });
  const { seen, last, seconds } = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
  const { peakMb } = world.worker.memory();
  report.broke(`${name} for every later page: ${seen.join(' → ')} in ${seconds.toFixed(1)} s`);
  report.note(`${name}: workerd ${baseline.toFixed(0)} MB before, ${peakMb.toFixed(0)} MB at the most`);
  const more = (await storedFills(world.database, trader)) - before;
  const ended = last.status === 'failed' || last.status === 'dead';
  report.check(
    `${name}: the job ends as ${code}, with a sentence`,
    ended && last.error?.code === code && last.error.message ? [] : [seen.join(' → ')],
  );
  const firstPage = trader.account.fills
    .slice(-PAGE_SIZE)
    .filter(({ product_id }) => isSpot(product_id)).length;
  report.check(
    `${name}: the first page is stored and nothing else`,
    more === firstPage ? [] : [`${more} fills in place of ${firstPage}`],
  );
  const memory = peakMb - baseline;
  report.check(
    `${name}: less than ${MEMORY_LIMIT_MB} MB`,
    memory < MEMORY_LIMIT_MB ? [] : [`${memory.toFixed(0)} MB more`],
  );
  const slow = fillsRequests(world, trader.account.name, from).filter(({ ms }) => ms > LONGEST_MS);
  report.check(
    `${name}: no request takes longer than 11 s`,
    slow.map(({ ms }) => `${ms} ms`),
  );
  faults.clear();
  const next = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
  report.check(
    `${name}: a later import brings everything`,
    next.last.status === 'done' ? [] : [next.seen.join(' → ')],
  );
}

/** A cursor that leads on for ever: the import ends at a cap of pages. */
export const brokerEndless: Scenario = {
  name: 'broker-endless-pages',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    let page = 0;
    world.broker.control.faults.add({
      match: '/fills',
      account: trader.account.name,
      answer() {
        page += 1;
        return { status: 200, body: { fills: [], cursor: `page-${page}` } };
      },
    });
    const { seen, last, seconds } = await watchJob(trader, await requestImport(trader, world.since), 240_000);
    report.broke(`each page names another: ${page} pages, ${seen.join(' → ')} in ${seconds.toFixed(1)} s`);
    report.check(
      `the job ends as failed, ${CODE}, with a sentence`,
      last.status === 'failed' && last.error?.code === CODE && last.error.message ? [] : [seen.join(' → ')],
    );
    report.check(`after ${PAGE_CAP} pages`, page === PAGE_CAP ? [] : [`${page} pages were asked for`]);
    world.broker.control.faults.clear();
    const next = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
    report.check('a later import ends well', next.last.status === 'done' ? [] : [next.seen.join(' → ')]);
    await world.settle(60_000);
    await checkInvariants(world, report, trader);
  },
};
