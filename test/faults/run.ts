import { randomInt } from 'node:crypto';
import { inspect, parseArgs } from 'node:util';
import { seededRandom } from '../../dev/market/random.ts';
import { Report } from './report.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { World } from './world.ts';

/** `npm run test:faults`: breaks the built product from outside, and says what held. */

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
    only: { type: 'string' },
    lanes: { type: 'string', default: '2' },
  },
});
const seed = values.seed ?? String(randomInt(1_000_000));
const chosen = choose(values.only, values.quick);
const together = chosen.filter(({ alone }) => !alone);
/** Each lane is a world of its own, with its own Postgres, brokers and Worker. */
const lanes = Math.max(1, Math.min(Number(values.lanes) || 1, together.length));
const results: { name: string; report: Report; seconds: number }[] = [];
const worlds = new Set<World>();
let interrupted = false;
process.on('SIGINT', () => {
  if (interrupted) return;
  interrupted = true;
  // Whatever runs is cut off with it, and everything that was started ends.
  void Promise.all([...worlds].map((world) => world.stop())).finally(() => process.exit(130));
});

console.log(`seed ${seed} (again with --seed ${seed}${values.quick ? ' --quick' : ''})`);
await Promise.all(Array.from({ length: lanes }, () => runLane(together)));
await runLane(chosen.filter(({ alone }) => alone));
process.exit(summary() ? 0 : 1);

/** Takes scenarios off the list, which lanes share, until there is none. */
async function runLane(waiting: Scenario[]): Promise<void> {
  if (waiting.length === 0) return;
  const world = await World.start(seededRandom(seed));
  worlds.add(world);
  try {
    for (let next = waiting.shift(); next && !interrupted; next = waiting.shift())
      results.push(await runOne(world, next));
  } finally {
    worlds.delete(world);
    await world.stop();
  }
}

/** What it says is printed as a whole, since another lane speaks as well. */
async function runOne(world: World, scenario: Scenario) {
  const lines = [`\n== ${scenario.name}`];
  const report = new Report((line) => lines.push(line));
  const began = Date.now();
  try {
    await world.reset(seededRandom(`${seed}/${scenario.name}`));
    await scenario.run(world, report, { quick: values.quick });
  } catch (error) {
    report.check('the scenario ran to its end', [inspect(error)]);
  }
  const seconds = (Date.now() - began) / 1_000;
  console.log([...lines, `   ${seconds.toFixed(1)} s`].join('\n'));
  return { name: scenario.name, report, seconds };
}

function summary(): boolean {
  const broken = results.filter(({ report }) => !report.held).length;
  console.log('');
  for (const { name, report, seconds } of results) {
    const failed = report.verdicts.filter(({ held }) => !held).map((verdict) => verdict.name);
    const verdict = report.held
      ? `held ${report.verdicts.length} of ${report.verdicts.length}`
      : `NOT HELD: ${failed.join('; ')}`;
    console.log(`${name.padEnd(28)} ${seconds.toFixed(0).padStart(4)} s  ${verdict}`);
  }
  console.log(
    `\nseed ${seed}: ${results.length} scenarios, ${results.length - broken} held, ${broken} broken`,
  );
  return broken === 0;
}

function choose(only: string | undefined, quick: boolean): Scenario[] {
  if (only === undefined) return SCENARIOS.filter((scenario) => scenario.quick || !quick);
  const names = only.split(',');
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0)
    throw new Error(
      `No scenario is named ${unknown.join(', ')}: ${SCENARIOS.map(({ name }) => name).join(', ')}`,
    );
  return SCENARIOS.filter(({ name }) => names.includes(name));
}
