import { inspect, parseArgs } from 'node:util';
import type { Check } from './check.ts';
import { CHECKS } from './checks.ts';
import { Stack } from './stack.ts';

/** `npm run test:security`: holds the built product to the 42 checks, from outside. `-- --only 3,18` runs some of them. */

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',').map(Number);
const chosen = CHECKS.filter(({ number }) => wanted?.includes(number) ?? true);
if (chosen.length < (wanted?.length ?? 1)) throw new Error(`There are checks 1 to ${CHECKS.length}.`);

const stack = await Stack.start();
let held = 0;
try {
  for (const check of chosen) if (await holds(check)) held += 1;
} finally {
  await stack.stop();
}
console.log(`${held} of ${chosen.length}`);
process.exit(held === chosen.length ? 0 : 1);

async function holds(check: Check): Promise<boolean> {
  const began = Date.now();
  const against = await check.run(stack).catch((error: unknown) => [inspect(error).slice(0, 1_000)]);
  const verdict = against.length === 0 ? 'held    ' : 'NOT HELD';
  console.log(
    `${verdict} ${String(check.number).padStart(2)} ${check.name} (${((Date.now() - began) / 1_000).toFixed(1)} s)`,
  );
  for (const line of against.slice(0, 12)) console.log(`            ${line}`);
  return against.length === 0;
}
