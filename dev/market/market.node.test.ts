import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMarket } from './market.ts';

const NOW = Date.UTC(2026, 10, 20, 14, 25, 30);
const HOUR_SEC = 3_600;
const PRESENT_HOUR = Date.UTC(2026, 10, 20, 14) / 1000;
const DAYS_120 = 120 * 24 * HOUR_SEC;

describe('the generated market', () => {
  const market = createMarket({ now: () => NOW });

  it('has five products and an unbroken candle for each hour of the last 120 days', () => {
    expect(market.products().map(({ id }) => id)).toEqual([
      'BTC-USD',
      'ETH-USD',
      'SOL-USD',
      'ADA-USD',
      'DOGE-USD',
    ]);
    for (const { id } of market.products()) {
      const starts = market.candles(id, PRESENT_HOUR - DAYS_120, PRESENT_HOUR).map(({ start }) => start);
      expect(starts).toEqual(
        Array.from({ length: 120 * 24 + 1 }, (_, i) => PRESENT_HOUR - DAYS_120 + i * HOUR_SEC),
      );
    }
  });

  it('is the same whenever it is asked, by whichever process, and another with another seed', () => {
    const later = createMarket({ now: () => NOW + 9 * 24 * HOUR_SEC * 1000 });
    const range = ['SOL-USD', PRESENT_HOUR - DAYS_120, PRESENT_HOUR - HOUR_SEC] as const;
    expect(later.candles(...range)).toEqual(market.candles(...range));
    expect(createMarket({ seed: 'other', now: () => NOW }).candles(...range)).not.toEqual(
      market.candles(...range),
    );
  });

  it('has plausible bars: low ≤ open, close ≤ high, each opening where the last closed, on the price grid', () => {
    for (const { id, priceDecimals } of market.products()) {
      const candles = market.candles(id, PRESENT_HOUR - DAYS_120, PRESENT_HOUR);
      for (const [i, { open, high, low, close, volume }] of candles.entries()) {
        expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)));
        expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)));
        expect(Number(volume)).toBeGreaterThan(0);
        expect(close).toMatch(new RegExp(`^\\d+(\\.\\d{1,${priceDecimals}})?$`));
        const before = candles[i - 1];
        if (before) expect(Math.abs(Number(open) / Number(before.close) - 1)).toBeLessThan(0.0015);
      }
    }
  });

  it('has calm stretches, spikes of 8 % and crashes of 6 % within a day, for every product', () => {
    for (const { id } of market.products()) {
      const closes = market
        .candles(id, PRESENT_HOUR - DAYS_120, PRESENT_HOUR)
        .map(({ close }) => Number(close));
      const changes = closes.slice(24).map((close, i) => close / (closes[i] ?? close) - 1);
      const share = (test: (change: number) => boolean) => changes.filter(test).length / changes.length;
      expect(share((change) => change >= 0.08)).toBeGreaterThan(0.03);
      expect(share((change) => change <= -0.06)).toBeGreaterThan(0.03);
      expect(share((change) => Math.abs(change) < 0.04)).toBeGreaterThan(0.35);
      expect(Math.max(...changes.map(Math.abs))).toBeLessThan(0.35);
    }
  });

  it('shows the running hour as far as it has come, and never what is to come', () => {
    let now = PRESENT_HOUR * 1000 + 60_000;
    const ticking = createMarket({ now: () => now });
    const last = () =>
      ticking.candles('BTC-USD', PRESENT_HOUR - HOUR_SEC, PRESENT_HOUR + 10 * HOUR_SEC).at(-1);
    const early = last();
    now += 50 * 60_000;
    const late = last();
    expect([early?.start, late?.start]).toEqual([PRESENT_HOUR, PRESENT_HOUR]);
    expect(late?.open).toBe(early?.open);
    expect(Number(late?.volume)).toBeGreaterThan(Number(early?.volume));
    expect(late?.close).toBe(ticking.priceAt('BTC-USD', now));
    now += 10 * 60_000;
    expect(last()?.start).toBe(PRESENT_HOUR + HOUR_SEC);
  });

  it('gives prices inside the bar of their hour', () => {
    for (let minute = 1; minute < 5_000; minute += 7) {
      const tsMs = (PRESENT_HOUR - 90 * HOUR_SEC) * 1000 + minute * 60_000;
      const hour = Math.floor(tsMs / 1000 / HOUR_SEC) * HOUR_SEC;
      const [bar] = market.candles('ETH-USD', hour, hour);
      const price = Number(market.priceAt('ETH-USD', tsMs));
      expect(price).toBeGreaterThanOrEqual(Number(bar?.low));
      expect(price).toBeLessThanOrEqual(Number(bar?.high));
    }
  });

  it('knows no other product', () => {
    expect(() => market.candles('BTC-EUR', 0, 1)).toThrow('no such product');
  });
});

describe('a market of files', () => {
  function folderWith(csv: string, name = 'BTCUSD_1h_2019.csv'): string {
    const folder = mkdtempSync(join(tmpdir(), 'twin-market-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, name), csv);
    return folder;
  }
  const CSV = `ts,open,high,low,close,volume
2019-01-01T00:00:00Z,100,110,95,105.5,7
2019-01-01T01:00:00Z,105.5,106,104,104.25,8
2019-01-01T03:00:00Z,104.25,120,104,120,9
`;

  it('moves the series by whole hours to end at the present hour, and keeps gaps', () => {
    const market = createMarket({ dataDir: folderWith(CSV), now: () => NOW });
    expect(market.products()).toMatchObject([{ id: 'BTC-USD', base: 'BTC', quote: 'USD' }]);
    expect(market.candles('BTC-USD', 0, PRESENT_HOUR - 1)).toEqual([
      {
        start: PRESENT_HOUR - 4 * HOUR_SEC,
        open: '100',
        high: '110',
        low: '95',
        close: '105.5',
        volume: '7',
      },
      {
        start: PRESENT_HOUR - 3 * HOUR_SEC,
        open: '105.5',
        high: '106',
        low: '104',
        close: '104.25',
        volume: '8',
      },
      { start: PRESENT_HOUR - HOUR_SEC, open: '104.25', high: '120', low: '104', close: '120', volume: '9' },
    ]);
    expect(market.priceAt('BTC-USD', (PRESENT_HOUR - 1.5 * HOUR_SEC) * 1000)).toBe('104.25');
  });

  it('goes on after the end with the same changes from the price reached', () => {
    const market = createMarket({ dataDir: folderWith(CSV), stateDir: folderWith(''), now: () => NOW });
    const [next] = market.candles('BTC-USD', PRESENT_HOUR, PRESENT_HOUR);
    expect(next).toMatchObject({ start: PRESENT_HOUR, open: '120' });
  });

  it('does not move again at a restart', () => {
    const options = { dataDir: folderWith(CSV), stateDir: folderWith('') };
    const before = createMarket({ ...options, now: () => NOW }).candles('BTC-USD', 0, PRESENT_HOUR - 1);
    const after = createMarket({ ...options, now: () => NOW + 5 * HOUR_SEC * 1000 });
    expect(after.candles('BTC-USD', 0, PRESENT_HOUR - 1)).toEqual(before);
    expect(after.candles('BTC-USD', PRESENT_HOUR, PRESENT_HOUR + 9 * HOUR_SEC).length).toBeGreaterThan(3);
  });

  it.each([
    ['another header', 'time,open\n', 'header'],
    ['a line that is no bar', `${CSV}nonsense\n`, 'line 5'],
    ['times between hours', 'ts,open,high,low,close,volume\n2019-01-01T00:30:00Z,1,1,1,1,1\n', 'line 2'],
  ])('refuses %s, naming the place', (_name, csv, message) => {
    expect(() => createMarket({ dataDir: folderWith(csv) })).toThrow(message);
  });

  it('refuses a folder without files', () => {
    expect(() => createMarket({ dataDir: folderWith(CSV, 'BTCUSD_1d.csv') })).toThrow('holds no');
  });
});

const REAL = join(import.meta.dirname, '../../../shared/data/candles');
const REAL_FILE = join(REAL, 'BTCUSD_1h_2019-01_2019-10.csv');

describe.skipIf(!existsSync(REAL_FILE))('the real prices of 2019 (../shared, if it is there)', () => {
  it('come out as they are in the file, moved by one whole number of hours', () => {
    const market = createMarket({ dataDir: REAL, now: () => NOW });
    const candles = market.candles('BTC-USD', 0, PRESENT_HOUR - 1);
    const rows = readFileSync(REAL_FILE, 'utf8').trim().split('\n').slice(1);
    expect(candles.length).toBe(rows.length);
    const shifts = new Set<number>();
    for (const [i, row] of rows.entries()) {
      const [ts = '', open, high, low, close, volume] = row.split(',');
      const candle = candles[i];
      shifts.add((candle?.start ?? 0) - Date.parse(ts) / 1000);
      expect([candle?.open, candle?.high, candle?.low, candle?.close, candle?.volume].map(Number)).toEqual(
        [open, high, low, close, volume].map(Number),
      );
    }
    expect([...shifts].map((shift) => shift % HOUR_SEC)).toEqual([0]);
    expect(candles.at(-1)?.start).toBe(PRESENT_HOUR - HOUR_SEC);
  });
});
