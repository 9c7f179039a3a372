import { cpus } from 'node:os';
import { printReport } from './feed/report.ts';
import { type FeedRun, runSystem } from './feed/run.ts';
import { type FeedSystem, SYSTEMS } from './feed/system.ts';

/**
 * The feed of the production build beside two peers that do the same work in the same run: rows of an outbox committed in Postgres, each
 * event sent to the signed-in user's sockets, resumed after a loss. The clients' own ids judge what was lost, doubled or turned round.
 */
const ROUNDS = 3;

console.log(
  `${ROUNDS} rounds on ${cpus().length} cores, fresh processes, order alternated, fsync and synchronous_commit on`,
);
const runs = new Map<FeedSystem['name'], FeedRun[]>(SYSTEMS.map(({ name }) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  // Alternated, so that none always runs on a warmer machine.
  for (let at = 0; at < SYSTEMS.length; at += 1) {
    const system = SYSTEMS[(round + at) % SYSTEMS.length];
    if (!system) continue;
    const run = await runSystem(system);
    runs.get(system.name)?.push(run);
    console.log(`round ${round + 1}, ${system.name}: ${JSON.stringify(run.figures)}`);
  }
}
process.exit(printReport(runs) ? 0 : 1);
