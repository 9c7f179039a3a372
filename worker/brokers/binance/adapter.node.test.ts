import { describe, expect, test } from 'vitest';
import {
  asked,
  clock,
  credentialsOf,
  DAY_MS,
  farFromMinutesEnd,
  freshAdapter,
  sim,
  traderOf,
  useSimulator,
} from '../../../dev/binance/simulator-kit.ts';
import type { BrokerFailure } from '../port.ts';

useSimulator();

describe('a key', () => {
  test('that may only read is taken', async () => {
    const { apiKey: key, secret } = sim.keys.readOnly;
    expect(await freshAdapter().apiKey?.permissionsOf({ key, secret })).toEqual({
      ok: true,
      value: { scope: 'enableFixReadOnly enableReading', excess: [] },
    });
  });

  test('that may trade is told to do too much', async () => {
    const { apiKey: key, secret } = sim.keys.trading;
    expect(await freshAdapter().apiKey?.permissionsOf({ key, secret })).toMatchObject({
      value: { excess: ['trade spot and margin'] },
    });
  });

  test.each([
    ['of another form', { key: 'short' }],
    ['that no header can carry', { key: 'line\nbreak' }],
    ['that Binance does not know', { key: 'A'.repeat(64) }],
    ['with a secret of another', { secret: 'no' }],
    ['without a secret', { secret: '' }],
  ])('%s is not authorized', async (_, change) => {
    const { apiKey: key, secret } = sim.keys.readOnly;
    expect(await freshAdapter().apiKey?.permissionsOf({ key, secret, ...change })).toEqual({
      ok: false,
      failure: { kind: 'unauthorized' },
    });
  });

  test('that may not read is not authorized', async () => {
    const { apiKey: key, secret } = sim.control.makeKey('demo', 'blind', { enableReading: false });
    expect(await freshAdapter().apiKey?.permissionsOf({ key, secret })).toMatchObject({ ok: false });
  });

  test('is asked for nothing where there is a token in its place', async () => {
    const credentials = { kind: 'oauth2', accessToken: 'token' } as const;
    expect(await freshAdapter().fetchBalances({ credentials })).toMatchObject({ ok: false });
    expect(sim.control.log.since(0)).toEqual([]);
  });
});

describe('a clock', () => {
  test.each([-90_000, 90_000])('that differs by %i ms is corrected once', async (aheadMs) => {
    clock.aheadMs = aheadMs;
    const adapter = freshAdapter();
    const credentials = credentialsOf(sim.keys.readOnly);
    expect(await adapter.fetchBalances({ credentials })).toMatchObject({ ok: true });
    expect(await adapter.fetchBalances({ credentials })).toMatchObject({ ok: true });
    expect(sim.control.log.since(0).map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/api/v3/account 400',
      '/api/v3/time 200',
      '/api/v3/account 200',
      '/api/v3/account 200',
    ]);
  });

  test('that stays off makes Binance unavailable', async () => {
    const body = { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' };
    sim.control.faults.add({ match: '/api/v3/account', status: 400, body });
    const credentials = credentialsOf(sim.keys.readOnly);
    expect(await freshAdapter().fetchBalances({ credentials })).toMatchObject({
      failure: { kind: 'unavailable' },
    });
    expect(asked('/api/v3/account')).toHaveLength(2);
    expect(asked('/api/v3/time')).toHaveLength(1);
  });
});

describe('an answer', () => {
  test.each<[string, Parameters<typeof sim.control.faults.add>[0], Partial<BrokerFailure>]>([
    ['429', { match: '', status: 429 }, { kind: 'rate_limited' }],
    ['418', { match: '', status: 418 }, { kind: 'rate_limited' }],
    ['451', { match: '', status: 451 }, { kind: 'blocked' }],
    ['403', { match: '', status: 403 }, { kind: 'unavailable' }],
    ['500', { match: '', status: 500 }, { kind: 'unavailable' }],
    ['a hang-up', { match: '', reset: true }, { kind: 'unavailable' }],
    ['half of it', { match: '', malformed: true }, { kind: 'malformed' }],
    ['a web page', { match: '', body: '<html>' }, { kind: 'malformed' }],
    [
      'a balance that is no number',
      { match: '', body: { balances: [{ asset: 'A', free: 'x', locked: '0' }] } },
      { kind: 'malformed' },
    ],
    [
      '-2015 of a key that was taken back',
      { match: '', status: 401, body: { code: -2015, msg: '' } },
      { kind: 'unauthorized' },
    ],
  ])('of %s is a named failure', async (_, fault, failure) => {
    sim.control.faults.add(fault);
    const credentials = credentialsOf(sim.keys.readOnly);
    expect(await freshAdapter().fetchBalances({ credentials })).toMatchObject({ ok: false, failure });
    expect(
      await freshAdapter().fetchActivity({
        credentials,
        since: new Date(0),
        until: new Date(),
        cursor: null,
      }),
    ).toMatchObject({ ok: false, failure: { kind: expect.any(String) } });
  });

  test('of 429 with Retry-After: 0 is not asked again at once', async () => {
    sim.control.faults.add({ match: '', status: 429, retryAfter: '0' });
    const answer = await freshAdapter().fetchBalances({ credentials: credentialsOf(sim.keys.readOnly) });
    const waitMs = !answer.ok && answer.failure.kind === 'rate_limited' ? answer.failure.retryAfterMs : 0;
    expect(waitMs).toBeGreaterThanOrEqual(5_000);
  });

  test('of 418 waits until the ban ends', async () => {
    const until = Date.now() + 1_800_000;
    sim.control.faults.add({
      match: '',
      status: 418,
      body: { code: -1003, msg: `IP banned until ${until}.` },
    });
    const answer = await freshAdapter().fetchBalances({ credentials: credentialsOf(sim.keys.readOnly) });
    const waitMs =
      !answer.ok && answer.failure.kind === 'rate_limited' ? (answer.failure.retryAfterMs ?? 0) : 0;
    expect(waitMs / 1000).toBeCloseTo(1_800, -1);
  });
});

describe('near the limit', () => {
  test('nothing is asked until the minute is over, by any adapter of the isolate', async () => {
    await farFromMinutesEnd();
    sim.control.weights.set('spot', 4_790);
    const adapter = freshAdapter();
    const credentials = credentialsOf(sim.keys.readOnly);
    expect(await adapter.fetchBalances({ credentials })).toMatchObject({ ok: true });
    expect(await adapter.fetchBalances({ credentials })).toMatchObject({
      failure: { kind: 'resting', because: 'rate_limited', waitMs: expect.any(Number) },
    });
    expect(asked('/api/v3/account')).toHaveLength(1);
  });

  test('of one account only that account is left alone', async () => {
    await farFromMinutesEnd();
    sim.control.weights.set('uid/demo', 130_000);
    const adapter = freshAdapter();
    const since = new Date(Date.now() - DAY_MS);
    const read = (credentials: ReturnType<typeof credentialsOf>) =>
      adapter.fetchActivity({ credentials, since, until: new Date(), cursor: null });
    const first = await read(credentialsOf(sim.keys.readOnly));
    // Deposits and withdrawals; what is left of the page waits.
    expect(first).toMatchObject({ ok: true, value: { nextCursor: expect.stringContaining('dividends') } });
    expect(await read(credentialsOf(sim.keys.readOnly))).toMatchObject({ failure: { kind: 'resting' } });
    expect(await read(traderOf('other').credentials)).toMatchObject({ ok: true });
  });
});

describe('candles', () => {
  const HOUR_S = 3_600;
  const thisHourS = Math.floor(Date.now() / 3_600_000) * HOUR_S;

  test('come oldest first, closed ones only, over as many calls as they take', async () => {
    const startS = thisHourS - 2_100 * HOUR_S;
    const answer = await freshAdapter().candles.fetchCandles({
      symbol: 'BTC-USDT',
      startS,
      endS: thisHourS + HOUR_S,
    });
    const starts = answer.ok ? answer.value.map(({ start }) => start) : [];
    expect(starts).toEqual(Array.from({ length: 2_100 }, (_, i) => startS + i * HOUR_S));
    expect(asked('/api/v3/klines')).toHaveLength(3);
    expect(answer.ok && answer.value[0]).toEqual({
      start: startS,
      open: expect.stringMatching(/^\d+(\.\d+)?$/),
      high: expect.any(String),
      low: expect.any(String),
      close: expect.any(String),
      volume: expect.any(String),
    });
  });

  test('of a product that Binance does not have are refused', async () => {
    const request = { symbol: 'AAA-USDT', startS: thisHourS - HOUR_S, endS: thisHourS };
    expect(await freshAdapter().candles.fetchCandles(request)).toMatchObject({
      failure: { kind: 'refused', status: 400, detail: '-1121 Invalid symbol.' },
    });
  });
});
