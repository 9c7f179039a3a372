import { once } from 'node:events';
import { createServer } from 'node:net';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 300;
const BOUND_MS = 150_000;

/** Where the broker's TLS should be there is something else: the job says that the broker cannot be reached, and the next import brings everything. */
export const brokerWithoutTls: Scenario = {
  name: 'broker-without-tls',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    world.broker.control.addFills(trader.account.name, FILLS);
    let handshakes = 0;
    const server = createServer((socket) => {
      handshakes += 1;
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    }).listen(0, '127.0.0.1');
    world.undoLater(() => server.close());
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    await world.worker.kill();
    await world.worker.start(undefined, { COINBASE_API_URL: `https://127.0.0.1:${address.port}` });
    const refused = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
    report.broke(
      `${handshakes} TLS handshakes answered in plain text: ${refused.seen.join(' → ')} in ${refused.seconds.toFixed(1)} s`,
    );
    report.check('it was tried', handshakes > 0 ? [] : ['nobody came']);
    const ended = refused.last.status === 'dead' && refused.last.error?.code === 'broker_unavailable';
    report.check(
      'the job ends as dead, with a code and a sentence',
      ended ? [] : [JSON.stringify(refused.last)],
    );
    await world.worker.restart();
    const next = await watchJob(trader, await requestImport(trader, world.since), BOUND_MS);
    report.check(
      'the next import brings everything',
      next.last.status === 'done' ? [] : [JSON.stringify(next.last)],
    );
    await world.settle(60_000);
    await checkInvariants(world, report, trader);
  },
};
