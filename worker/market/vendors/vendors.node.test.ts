import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createMarket } from '../../../dev/market/market.ts';
import { startVendorsSim, type VendorsSim } from '../../../dev/vendors/sim.ts';
import type { Send } from '../../brokers/http.ts';
import type { BrokerFailure, CandleSource } from '../../brokers/port.ts';
import { bitstamp } from './bitstamp.ts';
import { twelvedata } from './twelvedata.ts';

const HOUR_S = 3_600;
const START_S = Date.UTC(2025, 2, 1) / 1000;
const market = createMarket();
/** What the circuit breaker of each is told. */
const met: BrokerFailure[] = [];

let sim: VendorsSim;
beforeAll(async () => {
  sim = await startVendorsSim({ market });
});
afterAll(() => sim.stop());
afterEach(async () => {
  met.length = 0;
  await fetch(`${sim.url}/_sim/faults`, { method: 'DELETE' });
});

function watched(send: Send): Send {
  return async (url, init) => {
    const answer = await send(url, init);
    if (!answer.ok) met.push(answer.failure);
    return answer;
  };
}

const VENDORS: [name: string, open: () => CandleSource][] = [
  ['bitstamp', () => bitstamp(sim.url, watched)],
  ['twelvedata', () => twelvedata({ url: sim.url, key: 'a key' }, watched)],
];

const fault = (what: Record<string, unknown>) =>
  fetch(`${sim.url}/_sim/faults`, {
    method: 'POST',
    body: JSON.stringify({ match: '/', times: 10, ...what }),
  });

describe.each(VENDORS)('%s', (name, open) => {
  const ask = (symbol: string, fromHour: number, untilHour: number) =>
    open().fetchCandles({
      symbol,
      startS: START_S + fromHour * HOUR_S,
      endS: START_S + untilHour * HOUR_S,
    });

  test.each([1, 24, 999, 1_000, 1_001, 5_000, 6_000])(
    'tells exactly the %i hours of a span',
    async (hours) => {
      const answer = await ask('BTC-USD', 0, hours);
      if (!answer.ok) throw new Error(answer.failure.kind);
      const truth = market.candles('BTC-USD', START_S, START_S + (hours - 1) * HOUR_S);
      expect(answer.value.map(({ start, close }) => [start, close])).toEqual(
        truth.map(({ start, close }) => [start, close]),
      );
      expect(open().source).toBe(name);
    },
  );

  test('tells nothing of a time before it had any bars', async () => {
    const answer = await ask('BTC-USD', -20_000, -19_000);
    expect(answer).toEqual({ ok: true, value: [] });
  });

  test('refuses a product that it does not have, and what is no pair', async () => {
    for (const symbol of ['FOO-USD', 'BTC-PERP-INTX', 'BTC', '../x-USD']) {
      expect(await ask(symbol, 0, 24)).toMatchObject({
        ok: false,
        failure: { kind: 'refused', status: 404 },
      });
    }
  });

  test.each([
    ['a limit of requests', { status: 429, retryAfter: '7' }, { kind: 'rate_limited', retryAfterMs: 7_000 }],
    ['an outage', { status: 503 }, { kind: 'unavailable' }],
    ['half an answer', { malformed: true }, { kind: 'malformed' }],
    ['another answer', { status: 200, body: { hello: 1 } }, { kind: 'malformed' }],
    ['a broken connection', { reset: true }, { kind: 'unavailable' }],
    ['a region that is not served', { status: 451 }, { kind: 'blocked' }],
  ])('tells %s by its kind', async (_, what, failure) => {
    await fault(what);
    expect(await ask('BTC-USD', 0, 24)).toMatchObject({ ok: false, failure });
  });
});

describe('an error in the body of Twelve Data', () => {
  test.each([
    [429, 'API credits for the current minute', { kind: 'rate_limited', retryAfterMs: 60_000 }],
    [429, 'API credits for the day', { kind: 'rate_limited', retryAfterMs: 3_600_000 }],
    [401, 'apikey', { kind: 'unauthorized' }],
    [404, 'symbol', { kind: 'refused', status: 404 }],
    [500, 'internal', { kind: 'unavailable' }],
  ])('of code %i (%s) is told to the circuit breaker as what it is', async (code, message, failure) => {
    await fault({ status: 200, body: { code, message, status: 'error' } });
    const source = twelvedata({ url: sim.url, key: 'a key' }, watched);
    const answer = await source.fetchCandles({ symbol: 'BTC-USD', startS: START_S, endS: START_S + HOUR_S });
    expect(answer).toMatchObject({ ok: false, failure });
    expect(met).toMatchObject([failure]);
  });
});
