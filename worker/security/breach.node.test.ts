import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BREACHED, PADDING } from '../../dev/breach/breached.ts';
import { type BreachSim, startBreachSim } from '../../dev/breach/sim.ts';
import { breachLookUp } from './breach.ts';

const LogSchema = z.object({
  requests: z.array(
    z.object({ path: z.string(), query: z.object({}), headers: z.record(z.string(), z.string()) }),
  ),
});

let sim: BreachSim;
beforeAll(async () => {
  sim = await startBreachSim();
});
afterAll(() => sim.stop());
afterEach(() => fetch(`${sim.url}/_sim/faults`, { method: 'DELETE' }));

async function fail(fault: object): Promise<void> {
  const body = JSON.stringify({ match: '/range/', ...fault });
  expect((await fetch(`${sim.url}/_sim/faults`, { method: 'POST', body })).status).toBe(201);
}

describe('the look-up', () => {
  test('finds a password that was stolen, and no other', async () => {
    expect(await breachLookUp(sim.url)(BREACHED)).toBe(true);
    expect(await breachLookUp(`${sim.url}/`)('this one was not')).toBe(false);
  });

  test('does not take padding for a find', async () => {
    expect(await breachLookUp(sim.url)(PADDING)).toBe(false);
  });

  test('gives away five characters of a hash, and asks for padding', async () => {
    const since = Date.now();
    await breachLookUp(sim.url)('a secret that stays here');
    const answer = await fetch(`${sim.url}/_sim/log?since=${since}`);
    const { requests } = LogSchema.parse(await answer.json());
    expect(requests).toEqual([
      {
        path: expect.stringMatching(/^\/range\/[0-9A-F]{5}$/),
        query: {},
        headers: { 'add-padding': 'true' },
      },
    ]);
  });

  test('asks nobody where there is no address', async () => {
    const since = Date.now();
    expect(await breachLookUp('')(BREACHED)).toBe(false);
    const answer = await fetch(`${sim.url}/_sim/log?since=${since}`);
    expect(LogSchema.parse(await answer.json()).requests).toEqual([]);
  });
});

describe('keeps nobody out, and nobody waiting,', () => {
  test.each([
    ['where the service hangs', { hang: true }],
    ['where it answers a byte a second', { drip: true }],
    ['where it breaks the connection', { reset: true }],
    ['where it is down', { status: 503 }],
    ['where it sends elsewhere', { status: 302 }],
    ['where it talks nonsense', { status: 200, body: '<html>Sign in to this network</html>' }],
    ['where it talks nonsense without end', { hugeBytes: 5_000_000 }],
  ])('%s', async (_, fault) => {
    await fail(fault);
    const begun = performance.now();
    expect(await breachLookUp(sim.url)(BREACHED)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('where nobody is there', async () => {
    expect(await breachLookUp('http://127.0.0.1:1')(BREACHED)).toBe(false);
  });
});
