import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DecimalSchema, PositiveAmountSchema } from '../../contracts/decimal.ts';
import { SymbolSchema, TimestampSchema } from '../../contracts/ids.ts';
import { startBinanceSim } from '../../dev/binance/sim.ts';
import { binanceAt } from '../../dev/binance/simulator-kit.ts';
import { createMarket } from '../../dev/market/market.ts';
import type { Faults } from '../../dev/simulator/faults.ts';
import { startSimulated, tokenOf } from '../../test/support/simulated-coinbase.ts';
import type { ActivityPage, BrokerAdapter, Credentials } from './port.ts';

const DAY_MS = 24 * 3_600_000;
const HOUR_S = 3_600;
const FILLS = 600;
const until = new Date();
const since = new Date(until.getTime() - 40 * DAY_MS);

interface Venue {
  adapter: BrokerAdapter;
  credentials: Credentials;
  /** A product that the venue has. */
  symbol: string;
  /** How many fills the account has, by the simulator's own books. */
  fills: number;
  faults: Faults;
  stop(): Promise<void>;
}

/** Every broker that can be connected, over real HTTP with its simulator. A new adapter is held to the same by a line here. */
const VENUES: [name: string, open: () => Promise<Venue>][] = [
  ['Coinbase', openCoinbase],
  ['Binance', openBinance],
];

async function openCoinbase(): Promise<Venue> {
  const simulated = await startSimulated();
  const { sim, adapter } = simulated;
  const { length } = sim.control.account('trader', FILLS).fills;
  return {
    ...{ adapter, credentials: await tokenOf(simulated, 'trader'), symbol: 'BTC-USD', fills: length },
    faults: sim.control.faults,
    stop: () => sim.stop(),
  };
}

async function openBinance(): Promise<Venue> {
  const sim = await startBinanceSim({ market: createMarket() });
  const { length } = sim.control.account('trader', FILLS).trades;
  const { apiKey: key, secret } = sim.control.makeKey('trader', 'reads');
  return {
    ...{ adapter: binanceAt(sim.url), credentials: { kind: 'api_key', key, secret } },
    ...{ symbol: 'BTC-USDT', fills: length, faults: sim.control.faults },
    stop: () => sim.stop(),
  };
}

describe.each(VENUES)('%s', (_, open) => {
  let venue: Venue;
  beforeAll(async () => {
    venue = await open();
  });
  afterAll(() => venue.stop());
  afterEach(() => venue.faults.clear());

  const ask = (cursor: string | null, window = { since, until }) =>
    venue.adapter.fetchActivity({ credentials: venue.credentials, ...window, cursor });

  async function pages(window = { since, until }): Promise<{ page: ActivityPage; cursor: string | null }[]> {
    const read = [];
    for (let cursor: string | null = null; ; ) {
      const answer = await ask(cursor, window);
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
      read.push({ page: answer.value, cursor });
      cursor = answer.value.nextCursor;
      if (cursor === null) return read;
    }
  }

  const idsOf = (read: { page: ActivityPage }[]) =>
    read.flatMap(({ page }) => [...page.fills, ...page.movements].map(({ extId }) => extId));

  test('tells every fill once, each as the books can hold it, and nothing from outside of the window', async () => {
    const read = await pages();
    const fills = read.flatMap(({ page }) => page.fills);
    const rejected = read.flatMap(({ page }) => page.rejected);
    expect(fills.length + rejected.length).toBe(venue.fills);
    expect(new Set(idsOf(read)).size).toBe(idsOf(read).length);
    for (const { symbol, qty, price, fee, ts } of fills) {
      expect(SymbolSchema.safeParse(symbol).success).toBe(true);
      expect([qty, price].every((amount) => PositiveAmountSchema.safeParse(amount).success)).toBe(true);
      expect(fee === null || DecimalSchema.safeParse(fee).success).toBe(true);
      expect(Date.parse(ts) >= since.getTime() && Date.parse(ts) <= until.getTime()).toBe(true);
    }
  });

  test('reads a part of the past as it reads the whole', async () => {
    const half = { since, until: new Date(until.getTime() - 15 * DAY_MS) };
    const whole = (await pages()).flatMap(({ page }) => page.fills);
    const part = (await pages(half)).flatMap(({ page }) => page.fills);
    const expected = whole.filter(({ ts }) => Date.parse(ts) <= half.until.getTime());
    expect(part.map(({ extId }) => extId).sort()).toEqual(expected.map(({ extId }) => extId).sort());
  });

  test('goes on at any cursor with what comes after it, however often it is asked', async () => {
    const read = await pages();
    for (const [at, { cursor }] of read.entries()) {
      const again = await ask(cursor);
      expect(again.ok && idsOf([{ page: again.value }])).toEqual(idsOf(read.slice(at, at + 1)));
    }
  });

  test('calls a cursor that it never gave by its name', async () => {
    expect(await ask('{"stage":"nowhere"}')).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });

  test('tells movements with amounts above zero, and of transfers no cost', async () => {
    const whole = { since: new Date(until.getTime() - 400 * DAY_MS), until };
    const movements = (await pages(whole)).flatMap(({ page }) => page.movements);
    expect(movements.length).toBeGreaterThan(0);
    for (const { kind, qty, value, ts } of movements) {
      expect(PositiveAmountSchema.safeParse(qty).success).toBe(true);
      expect(TimestampSchema.safeParse(ts).success).toBe(true);
      if (kind.startsWith('transfer')) expect(value).toBeNull();
    }
  });

  test.each([
    [401, {}, 'unauthorized'],
    [429, { retryAfter: '7' }, 'rate_limited'],
    [500, {}, 'unavailable'],
    [451, {}, 'blocked'],
  ] as const)('names an answer of %i', async (status, more, kind) => {
    venue.faults.add({ match: '/', status, body: {}, ...more });
    const answer = await ask(null);
    expect(answer).toMatchObject({ ok: false, failure: { kind } });
    if (status === 429) expect(answer).toMatchObject({ failure: { retryAfterMs: 7_000 } });
  });

  test.each([
    ['that breaks off', { reset: true }, 'unavailable'],
    ['that is no JSON', { malformed: true }, 'malformed'],
    ['of another form', { status: 200, body: { hello: 'world' } }, 'malformed'],
    ['that is a page of HTML', { status: 200, body: '<html></html>' }, 'malformed'],
  ] as const)('names an answer %s', async (_name, fault, kind) => {
    venue.faults.add({ match: '/', ...fault });
    expect(await ask(null)).toMatchObject({ ok: false, failure: { kind } });
  });

  test('tells what the account holds in decimals, an asset once', async () => {
    const told = await venue.adapter.fetchBalances({ credentials: venue.credentials });
    if (!told.ok) throw new Error(told.failure.kind);
    expect(told.value.length).toBeGreaterThan(0);
    expect(new Set(told.value.map(({ asset }) => asset)).size).toBe(told.value.length);
    for (const { qty } of told.value) expect(DecimalSchema.safeParse(qty).success).toBe(true);
  });

  test('tells closed hours of its market in order, more than one call of them, without a trader', async () => {
    const endS = Math.floor(Date.now() / 1000 / HOUR_S) * HOUR_S;
    const startS = endS - 1_100 * HOUR_S;
    const told = await venue.adapter.candles.fetchCandles({ symbol: venue.symbol, startS, endS });
    if (!told.ok) throw new Error(told.failure.kind);
    const starts = told.value.map(({ start }) => start);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(starts.every((start) => start >= startS && start < endS)).toBe(true);
    expect(starts.length).toBeGreaterThan(1_000);
    for (const { low, high } of told.value) expect(Number(low)).toBeLessThanOrEqual(Number(high));
  });

  test('refuses a product that it does not have', async () => {
    const endS = Math.floor(Date.now() / 1000 / HOUR_S) * HOUR_S;
    const symbol = 'NOSUCHCOIN-USD';
    const told = await venue.adapter.candles.fetchCandles({ symbol, startS: endS - 5 * HOUR_S, endS });
    expect(told).toMatchObject({ ok: false, failure: { kind: 'refused' } });
  });
});
