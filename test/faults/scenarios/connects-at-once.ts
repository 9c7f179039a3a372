import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import type { TwinClient } from '../../../dev/client.ts';
import { checkInvariants } from '../invariants/all.ts';
import { baselineP95, LatencyProbe } from '../latency.ts';
import type { Scenario } from '../scenario.ts';
import { againstSocket } from '../socket-probe.ts';
import { requestImport } from '../trader.ts';

const FILLS = 60;
const CONNECTS = 1_000;
/** Of one user, of whom the recorder has one. */
const SOCKETS = 5;
const SOCKETS_LEFT = SOCKETS - 1;
const ANSWERED_MS = 30_000;

/** A thousand handshakes of one user at once: five sockets are granted, the others are refused by name, and nobody else loses theirs. */
export const connectsAtOnce: Scenario = {
  name: 'connects-at-once',
  quick: false,
  alone: true,
  async run(world, report) {
    const attacker = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    const { connections } = bystander.recorder;
    const baseline = await baselineP95(bystander);
    const { peakMb: before } = world.worker.memory();
    world.broker.control.addFills(bystander.account.name, FILLS);
    const probe = new LatencyProbe(bystander);
    world.undoLater(() => probe.stop());
    const began = Date.now();
    const answers = await Promise.all(Array.from({ length: CONNECTS }, () => connect(attacker.client)));
    const took = Date.now() - began;
    // Calls of others are answered 503 while all of them look for their session; that is told, and not held against it.
    const p95 = await probe.stop();
    await requestImport(bystander, world.since);
    const counts = Object.fromEntries(
      [...Map.groupBy(answers, ({ status }) => status)].map(([status, those]) => [status, those.length]),
    );
    report.broke(`${CONNECTS} handshakes of one user at once: ${JSON.stringify(counts)} in ${took} ms`);
    const refused = (counts[429] ?? 0) + (counts[503] ?? 0);
    report.check(
      `${SOCKETS_LEFT} are granted beside the one that is open, the others answered 429 or 503`,
      counts[101] === SOCKETS_LEFT && refused === CONNECTS - SOCKETS_LEFT ? [] : [JSON.stringify(counts)],
    );
    const seconds = await world.settle(30_000);
    report.check('the import of another user ends within 30 s', seconds === null ? ['it did not'] : []);
    report.check('that user’s socket stays up', await againstSocket(bystander.recorder, connections));
    const grown = world.worker.memory().peakMb - before;
    report.note(
      `p95 of the other user ${baseline.toFixed(1)} → ${p95.toFixed(1)} ms; ${grown.toFixed(0)} MB over ${before.toFixed(0)} MB`,
    );
    for (const { socket } of answers) socket.terminate();
    await checkInvariants(world, report, bystander);
  },
};

/** 101, the status of the refusal, or 0 where there was no answer in time. */
async function connect({ origin, cookieHeader }: TwinClient): Promise<{ status: number; socket: WebSocket }> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/coach?tab=${randomUUID()}`, {
    headers: { cookie: cookieHeader, origin },
    handshakeTimeout: ANSWERED_MS,
  });
  const status = await new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101));
    socket.on('error', () => resolve(0));
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
  });
  return { status, socket };
}
