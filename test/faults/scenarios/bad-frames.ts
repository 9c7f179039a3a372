import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from 'ulid';
import { checkInvariants } from '../invariants/all.ts';
import { againstLatency, baselineP95, LatencyProbe, SERVED_AS_BEFORE } from '../latency.ts';
import { openRawSocket } from '../raw-socket.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 60;
const FLOOD = 10_000;
const BIG_BYTES = 33 * 1024;
const HUGE_BYTES = 32 * 1024 * 1024;
/** Less than one of the largest frames: nothing of them is kept. */
const GROWTH_LIMIT_MB = 32;
const ROUNDS = 5;
const SLOWLORIS = 300;
const DAY_MS = 86_400_000;

/** What no client sends, and how it may be answered. */
const FRAMES: readonly [what: string, frame: string | Buffer, answers: readonly (string | number)[]][] = [
  ['no JSON', 'not json', ['feed.error', 1008]],
  ['empty', '', ['feed.error', 1008]],
  ['half of a surrogate pair', '"\\ud800"', ['feed.error', 1008]],
  ['binary', Buffer.from([0, 1, 2, 255]), ['feed.error', 1008, 1003]],
  ['an unknown type', '{"type":"order.place","payload":{}}', ['feed.error', 1008]],
  [
    'an ack of an unknown event',
    `{"type":"feed.ack","payload":{"eventId":"${ulid()}"}}`,
    ['feed.error', 1008],
  ],
  ['deep nesting', '['.repeat(30_000), ['feed.error', 1008]],
  ['a frame over 32 KB', JSON.stringify('x'.repeat(BIG_BYTES)), [1009]],
  ['a frame of 32 MiB', 'x'.repeat(HUGE_BYTES), [1009]],
];

/** Frames, cursors and handshakes that no client of ours sends: each is answered by name, and nobody else notices. */
export const badFrames: Scenario = {
  name: 'bad-frames',
  quick: true,
  alone: true,
  async run(world, report) {
    const attacker = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(FILLS));
    await Promise.all([requestImport(attacker, world.since), requestImport(bystander, world.since)]);
    await world.settle(30_000);
    const baseline = await baselineP95(bystander);
    const probe = new LatencyProbe(bystander);
    world.undoLater(() => probe.stop());
    // Before the largest frames, whose memory the runtime keeps and would lend to the floods.
    const before = world.worker.memory().nowMb;
    await flood(report, attacker);
    const flooded = world.worker.memory().nowMb - before;
    await sendBadFrames(report, attacker);
    await askWithBadCursors(report, attacker, bystander);
    await slowloris(world, report);
    const p95 = await probe.stop();
    const against = await againstLatency(p95, baseline, () => baselineP95(bystander));
    report.check(
      `the floods take less than ${GROWTH_LIMIT_MB} MB`,
      flooded < GROWTH_LIMIT_MB ? [] : [`${flooded.toFixed(0)} MB over ${before.toFixed(0)} MB`],
    );
    report.check(SERVED_AS_BEFORE, against);
    // What the runtime keeps for the next frame of that size, it has by then.
    for (let round = 0; round < ROUNDS; round += 1) await sendAll(attacker);
    const { nowMb } = world.worker.memory();
    for (let round = 0; round < ROUNDS; round += 1) await sendAll(attacker);
    const grown = world.worker.memory().nowMb - nowMb;
    report.broke(`all those frames ${2 * ROUNDS} times more`);
    report.check(
      `the second ${ROUNDS} times take less than ${GROWTH_LIMIT_MB} MB more than the first`,
      grown < GROWTH_LIMIT_MB ? [] : [`${grown.toFixed(0)} MB`],
    );
    report.note(
      `p95 ${baseline.toFixed(1)} → ${p95.toFixed(1)} ms; floods ${flooded.toFixed(0)} MB over ${before.toFixed(0)} MB, the rest ${grown.toFixed(0)} MB over ${nowMb.toFixed(0)} MB`,
    );
    await checkInvariants(world, report);
  },
};

async function sendBadFrames(report: Report, attacker: Trader): Promise<void> {
  for (const [what, frame, answers] of FRAMES) {
    const socket = await openRawSocket(attacker.client);
    socket.send(frame);
    const answer = await socket.answer();
    report.check(
      `${what}: answered by ${answers.join(' or ')}`,
      answers.includes(answer) ? [] : [String(answer)],
    );
    socket.end();
  }
  const repeated = await openRawSocket(attacker.client);
  for (let at = 0; at < 3; at += 1) repeated.send('no json');
  const code = await repeated.closed();
  report.check('three bad frames close the socket with 1008', code === 1008 ? [] : [String(code)]);
}

async function sendAll({ client }: Trader): Promise<void> {
  for (const [, frame] of FRAMES) {
    const socket = await openRawSocket(client);
    socket.send(frame);
    await socket.answer();
    socket.end();
  }
}

async function askWithBadCursors(report: Report, attacker: Trader, other: Trader): Promise<void> {
  const foreign = other.recorder.applied.at(0)?.eventId ?? '';
  const cursors: [what: string, lastEventId: string, answer: string | number][] = [
    ['malformed', 'yesterday', 400],
    ['with SQL in it', "' or 1=1 --", 400],
    ['unknown', ulid(), 'reset'],
    ['from the future', ulid(Date.now() + DAY_MS), 'reset'],
    ['of another user', foreign, 'reset'],
  ];
  for (const [what, lastEventId, wanted] of cursors) {
    const socket = await openRawSocket(attacker.client, { lastEventId });
    const got = socket.refused ?? (await socket.hello());
    report.check(`a cursor ${what}: ${wanted}`, got === wanted ? [] : [String(got)]);
    await sleep(200);
    report.check(`a cursor ${what}: no data`, socket.events === 0 ? [] : [`${socket.events} events`]);
    socket.end();
    const page = await attacker.client.get(`/api/events?limit=5&since=${encodeURIComponent(lastEventId)}`);
    const text = await page.text();
    const named = wanted === 400 ? page.status === 400 : page.ok && text.includes('"reset":true');
    report.check(
      `a cursor ${what}, over HTTP: ${wanted}`,
      named ? [] : [`${page.status} ${text.slice(0, 100)}`],
    );
  }
}

/** Bad ones end the socket; of good ones too many do, or they are borne. */
async function flood(report: Report, attacker: Trader): Promise<void> {
  const known = attacker.recorder.applied.at(-1)?.eventId;
  for (const [what, frame] of [
    ['frames that are none', 'no json'],
    ['acknowledgements', `{"type":"feed.ack","payload":{"eventId":"${known}"}}`],
  ] as const) {
    const socket = await openRawSocket(attacker.client);
    const began = Date.now();
    for (let at = 0; at < FLOOD; at += 1) socket.send(frame);
    const code = await socket.closed(8_000);
    const answer = await socket.answer();
    report.broke(`${FLOOD} ${what} in ${Date.now() - began} ms: answered by ${answer}, closed with ${code}`);
    const named = answer === 'feed.error' || code === 1008;
    report.check(`a flood of ${what} gets a named answer or close`, named ? [] : ['neither came']);
    socket.end();
  }
}

/** Handshakes that never end hold nobody up. */
async function slowloris(world: World, report: Report): Promise<void> {
  const port = Number(new URL(world.worker.origin).port);
  const sockets = Array.from({ length: SLOWLORIS }, () => connect(port, '127.0.0.1').on('error', () => {}));
  for (const socket of sockets) socket.write('GET /ws/coach?tab=slow HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  await sleep(2_000);
  const answer = await fetch(`${world.worker.origin}/healthz`);
  report.broke(`${SLOWLORIS} handshakes that do not end`);
  report.check('the Worker answers beside them', answer.ok ? [] : [`${answer.status}`]);
  for (const socket of sockets) socket.destroy();
}
