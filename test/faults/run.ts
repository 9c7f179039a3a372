import { randomInt } from 'node:crypto';
import { inspect, parseArgs } from 'node:util';
import { seededRandom } from '../../dev/market/random.ts';
import { Report } from './report.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { World } from './world.ts';

/** `npm run test:faults`: breaks the built product from outside, and says what held. */

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, seed: { type: 'string' }, only: { type: 'string' } },
});
const seed = values.seed ?? String(randomInt(1_000_000));
const chosen = choose(values.only, values.quick);
const print = (line: string) => console.log(line);

print(`seed ${seed} (again with --seed ${seed}${values.quick ? ' --quick' : ''})`);
const world = await World.start(seededRandom(seed));
const results: { name: string; report: Report; seconds: number }[] = [];
let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
  // Whatever runs is cut off with it, and everything that was started ends.
  void world.stop().finally(() => process.exit(130));
});
try {
  for (const scenario of chosen) if (!interrupted) results.push(await runOne(scenario));
} finally {
  await world.stop();
}
process.exit(summary() ? 0 : 1);

async function runOne(scenario: Scenario) {
  print(`\n== ${scenario.name}`);
  const report = new Report(print);
  const began = Date.now();
  try {
    await world.reset(seededRandom(`${seed}/${scenario.name}`));
    await scenario.run(world, report, { quick: values.quick });
  } catch (error) {
    report.check('the scenario ran to its end', [inspect(error)]);
  }
  const seconds = (Date.now() - began) / 1_000;
  print(`   ${seconds.toFixed(1)} s`);
  return { name: scenario.name, report, seconds };
}

function summary(): boolean {
  const broken = results.filter(({ report }) => !report.held).length;
  print('');
  for (const { name, report, seconds } of results) {
    const failed = report.verdicts.filter(({ held }) => !held).map((verdict) => verdict.name);
    const verdict = report.held
      ? `held ${report.verdicts.length} of ${report.verdicts.length}`
      : `NOT HELD: ${failed.join('; ')}`;
    print(`${name.padEnd(28)} ${seconds.toFixed(0).padStart(4)} s  ${verdict}`);
  }
  print(`\nseed ${seed}: ${results.length} scenarios, ${results.length - broken} held, ${broken} broken`);
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
