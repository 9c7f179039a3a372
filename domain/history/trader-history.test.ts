import { describe, expect, it } from 'vitest';
import { known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { HistoryFill } from './history-fill.ts';
import { entry, exit, figuresAfter } from './testing/history-fills.ts';

const MINUTE = 1 / 60;
const TOO_FEW = unknown(UNKNOWN.tooFewTrades);

/** One a day, from the first day on. */
function daily<T>(count: number, make: (hour: number, n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n * 24, n));
}

function sizes(values: readonly number[]): HistoryFill[] {
  return values.map((value, n) => entry(n, { value }));
}

describe('what an entry is held against', () => {
  it('is no loss where none was closed', () => {
    const none = unknown(UNKNOWN.noLossBefore);
    const figures = figuresAfter([exit(0, '50'), exit(1, '-0.5'), exit(2, null)], entry(3));
    expect(figures).toMatchObject({ minutes_since_loss: none, loss_vs_median: none, same_asset: none });
  });

  it('is the latest loss, which is compared with the median of five before it', () => {
    const losses = daily(5, (hour, n) => exit(hour, `-${(n + 1) * 10}`));
    const last = exit(200, '-60', { symbol: 'ETH-USD' });
    const figures = figuresAfter([...losses, last], entry(200 + 45 * MINUTE));
    expect(figures).toMatchObject({
      minutes_since_loss: known(45),
      loss_vs_median: known(2),
      same_asset: known(0),
    });
    const earlier = figuresAfter(losses, entry(96 + 45 * MINUTE));
    expect(earlier).toMatchObject({
      minutes_since_loss: known(45),
      loss_vs_median: TOO_FEW,
      same_asset: known(1),
    });
  });

  it('is of the losses of the last hour the latest that was larger than usual', () => {
    const usual = daily(5, (hour) => exit(hour, '-10'));
    const [large, small] = [exit(200, '-30'), exit(200.5, '-9', { symbol: 'ETH-USD' })];
    const asOf = (hour: number) => figuresAfter([...usual, large, small], entry(hour));
    expect(asOf(201)).toMatchObject({
      minutes_since_loss: known(60),
      loss_vs_median: known(3),
      same_asset: known(1),
    });
    expect(asOf(201.1)).toMatchObject({
      minutes_since_loss: known(expect.closeTo(36, 6)),
      loss_vs_median: known(0.9),
    });
  });

  it('never compares losses of two currencies, but sees a loss in any of them', () => {
    const euros = daily(5, (hour) => exit(hour, '-2', { symbol: 'BTC-EUR' }));
    const figures = figuresAfter([...euros, exit(200, '-500')], entry(200.5));
    expect(figures).toMatchObject({ minutes_since_loss: known(30), loss_vs_median: TOO_FEW });
    const inEuros = figuresAfter([...euros, exit(200, '-8', { symbol: 'BTC-EUR' })], entry(200.5));
    expect(inEuros).toMatchObject({ loss_vs_median: known(4), same_asset: known(1) });
  });

  it('is the median of the last 20 entries in its currency, from ten on', () => {
    const old = sizes([
      9000,
      ...Array.from({ length: 10 }, () => 100),
      ...Array.from({ length: 10 }, () => 300),
    ]);
    expect(figuresAfter(old, entry(50, { value: 500 })).notional_vs_median).toEqual(known(2.5));
    expect(figuresAfter(old.slice(0, 9), entry(50)).notional_vs_median).toEqual(TOO_FEW);
    expect(figuresAfter(old.slice(0, 10), entry(50, { value: 150 })).notional_vs_median).toEqual(known(1.5));
    expect(figuresAfter(old, entry(50, { symbol: 'BTC-EUR' })).notional_vs_median).toEqual(TOO_FEW);
  });

  it('is the spread of ln size over the entries in its currency, from twenty on', () => {
    // Ten of e^6 and ten of e^8: mean 7, deviation √(20 / 19).
    const spread = sizes(Array.from({ length: 20 }, (_, n) => Math.exp(n % 2 === 0 ? 6 : 8)));
    const z = (before: HistoryFill[]) => figuresAfter(before, entry(50, { value: Math.exp(9) })).notional_z;
    expect(z(spread)).toEqual(known(expect.closeTo(2 / Math.sqrt(20 / 19), 9)));
    expect(z(spread.slice(1))).toEqual(TOO_FEW);
  });

  it('has no spread where all entries were of one size but for rounding', () => {
    const same = sizes(Array.from({ length: 25 }, (_, n) => 0.1 * 3 * (n % 2) + 0.3 * (1 - (n % 2))));
    expect(figuresAfter(same, entry(50)).notional_z).toEqual(unknown(UNKNOWN.oneSize));
  });

  it('is the average price of what was held', () => {
    const at = (heldBefore: HistoryFill['heldBefore']) =>
      figuresAfter([], entry(0, { price: 90, heldBefore })).price_vs_average_cost;
    expect(at({ qty: 2, averagePrice: 100 })).toEqual(known(expect.closeTo(-0.1, 12)));
    expect(at({ qty: 0, averagePrice: null })).toEqual(unknown(UNKNOWN.nothingHeld));
    expect(at({ qty: 2, averagePrice: null })).toEqual(unknown(UNKNOWN.basisUnknown));
  });

  it('is how many wins came last, leaving out what has no known result', () => {
    const wins = (...pnls: (string | null)[]) =>
      figuresAfter(
        pnls.map((pnl, n) => exit(n, pnl)),
        entry(50),
      ).wins_in_row;
    expect(wins()).toEqual(known(0));
    expect(wins('-5', '5', '5', null, '5')).toEqual(known(3));
    expect(wins('5', '5', '0.9')).toEqual(known(0));
    expect(wins('5', '-5', '5')).toEqual(known(1));
  });

  it("is the trader's own clock", () => {
    const nights = daily(20, (hour, n) => entry(hour + (n < 3 ? 22 : 12)));
    // 22:00 UTC is 23:00 in Berlin in winter and midnight in summer.
    const inJuly = entry(24 * 190 + 22);
    const share = (timezone: string) => figuresAfter(nights, inJuly, timezone);
    expect(share('Europe/Berlin')).toMatchObject({ local_hour: known(0), night_share: known(0) });
    expect(share('UTC')).toMatchObject({ local_hour: known(22), night_share: known(0) });
    expect(share('Asia/Kathmandu')).toMatchObject({ local_hour: known(3), night_share: known(0.15) });
    expect(figuresAfter(nights.slice(1), inJuly, 'UTC').night_share).toEqual(TOO_FEW);
  });

  it('has none of an exit', () => {
    const figures = figuresAfter([], entry(0));
    expect([figures.held_vs_winners, figures.result_vs_entry]).toEqual(
      Array.from({ length: 2 }, () => unknown(UNKNOWN.notAnExit)),
    );
  });
});

describe('what an exit is held against', () => {
  const winners = daily(5, (hour, n) => exit(hour, '50', { outcome: { heldHours: n + 1 } }));

  it('is the median hold of five winners or more', () => {
    const loser = exit(200, '-50', { outcome: { heldHours: 12 } });
    expect(figuresAfter([...winners, exit(190, '-9', { outcome: { heldHours: 900 } })], loser)).toMatchObject(
      {
        held_vs_winners: known(4),
        result_vs_entry: known(-0.05),
      },
    );
    expect(figuresAfter(winners.slice(1), loser).held_vs_winners).toEqual(TOO_FEW);
  });

  it('is the last 100 winners', () => {
    const held = (count: number, from: number, heldHours: number) =>
      Array.from({ length: count }, (_, n) => exit(from + n, '50', { outcome: { heldHours } }));
    const half = [...held(80, 0, 35), ...held(50, 200, 5)];
    expect(figuresAfter(half, exit(400, '1')).held_vs_winners).toEqual(known(0.5));
  });

  it('is not known where its own cost is not', () => {
    const cost = unknown(UNKNOWN.basisUnknown);
    expect(figuresAfter(winners, exit(200, null))).toMatchObject({
      held_vs_winners: cost,
      result_vs_entry: cost,
    });
    const undated = exit(200, '50', { outcome: { heldHours: null } });
    expect(figuresAfter(winners, undated)).toMatchObject({
      held_vs_winners: unknown(UNKNOWN.boughtWhenUnknown),
      result_vs_entry: known(0.05),
    });
    const forNothing = exit(200, '50', { outcome: { entryValue: '0' } });
    expect(figuresAfter(winners, forNothing).result_vs_entry).toEqual(cost);
  });

  it('has none of an entry', () => {
    const figures = figuresAfter([], exit(0, '5'));
    for (const name of ['minutes_since_loss', 'notional_z', 'wins_in_row', 'local_hour'] as const) {
      expect(figures[name]).toEqual(unknown(UNKNOWN.notAnEntry));
    }
  });
});

describe('how busy a day was', () => {
  it('is its orders of both sides so far, against the mean of the days before from the 15th on', () => {
    const before = [...daily(14, (hour) => entry(hour)), ...daily(14, (hour) => exit(hour + 1, '5'))];
    before.sort((a, b) => a.ts - b.ts);
    const today = (hour: number) => 14 * 24 + hour;
    const figures = figuresAfter([...before, entry(today(1)), exit(today(2), null)], entry(today(3)));
    expect(figures).toMatchObject({ day_trades: known(3), day_trades_usual: known(2) });
    // e^−2 (1 + 2 + 2) = 0.6767
    expect(figures.day_count_percentile).toEqual(known(expect.closeTo(0.6767, 4)));
    expect(figuresAfter(before.slice(0, -2), entry(13 * 24 + 5))).toMatchObject({
      day_trades: known(1),
      day_trades_usual: TOO_FEW,
      day_count_percentile: TOO_FEW,
    });
  });

  it('is the mean of 30 days, the quiet ones with it', () => {
    const before = [...daily(10, (hour) => entry(hour)), entry(24 * 30 + 1), entry(24 * 30 + 2)];
    // Of the 30 days before day 35 those from day 5 on count: five with one order, one with two.
    expect(figuresAfter(before, entry(24 * 35)).day_trades_usual).toEqual(known(7 / 30));
  });

  it('has no usual from fewer than two orders: a monthly buy would be one too many each time', () => {
    const monthly = [entry(0), entry(24 * 25)];
    const figures = figuresAfter(monthly, entry(24 * 50));
    expect(figures).toMatchObject({
      day_trades: known(1),
      day_trades_usual: TOO_FEW,
      day_count_percentile: TOO_FEW,
    });
    const twice = figuresAfter([...monthly, entry(24 * 26)], entry(24 * 50));
    expect(twice.day_trades_usual).toEqual(known(2 / 30));
    expect(twice.day_count_percentile).toEqual(known(expect.closeTo(Math.exp(-2 / 30), 12)));
  });

  it("ends at the trader's midnight", () => {
    const [late, later] = [entry(22.5), entry(23.5)];
    expect(figuresAfter([late], later, 'UTC').day_trades).toEqual(known(2));
    expect(figuresAfter([late], later, 'Europe/Berlin').day_trades).toEqual(known(1));
  });
});
