import { describe, expect, test } from 'vitest';
import type { RuleSpec } from '../../contracts/rules.ts';
import { HOUR_MS, START_MS } from '../testing/builders.ts';
import type { RulesOfNow } from './obey-rules.ts';
import type { SimulatedTrade } from './position.ts';
import type { PriceBar } from './price-bars.ts';
import { simulateTrade } from './simulate-trade.ts';
import { bought, hours, known, sold, soldPart } from './testing/simulated.ts';

const isoAfter = (hour: number) => new Date(START_MS + hour * HOUR_MS).toISOString();

function simulated(
  trade: SimulatedTrade,
  bars: readonly PriceBar[],
  rules: RulesOfNow | null = null,
  parameters = { horizonDays: 1, waitPct: 2 },
) {
  const answer = simulateTrade(trade, known(bars), parameters, rules);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

/** Rules on exits: those on entries come with their checks. */
const exits = (...specs: RuleSpec[]): RulesOfNow => ({ specs, checks: [] });
const STILL = Array.from({ length: 24 }, () => 100);

describe('held', () => {
  test('is repriced at the close of the last hour that was over by then, less fees on both sides', () => {
    const bars = hours(...STILL.slice(0, 23), 120, 500);
    // Bought half past: the day is over half past, and that hour is not.
    const { hold, until } = simulated(bought({ fee: '1' }), bars);
    expect(hold).toEqual({ pnl: '17.8', pct: '17.623762' });
    expect(until).toBe(isoAfter(24));
  });

  test('of a fee in the base asset is of what was received', () => {
    const { hold } = simulated(bought({ fee: '1', feeInBase: '0.01' }), hours(...STILL, 100));
    // 0.99 units, less 1 % of what they bring.
    expect(hold.pnl).toBe('-1.99');
  });

  test('past the last candle is answered up to there, and incomplete', () => {
    const { hold, until, incomplete, assumptions } = simulated(bought(), hours(100, 104));
    expect(hold.pnl).toBe('4');
    expect(until).toBe(isoAfter(2));
    expect(incomplete).toBe(true);
    expect(assumptions.join(' ')).toContain('answered up to the last one');
    expect(simulated(bought(), hours(...STILL)).incomplete).toBe(false);
  });

  test('of a fee that could not be valued says that it is in no figure', () => {
    const { hold, assumptions } = simulated(bought({ fee: null }), hours(100, 104));
    expect(hold.pnl).toBe('4');
    expect(assumptions[0]).toBe('No fee is in these figures; percentages are of what your entry cost.');
    expect(assumptions.join(' ')).toContain('could not be valued');
  });
});

describe('what came of it', () => {
  test('is what sales brought and the rest at the last close', () => {
    const parts = [soldPart({ qty: '0.25', proceeds: '27', cost: '25', entryValue: '25' })];
    const { actual, assumptions } = simulated(bought({ parts }), hours(...STILL.slice(1), 104));
    expect(actual.pnl).toBe('5');
    expect(assumptions.join(' ')).toContain('What no sale has taken counts as held');
  });

  test('counts a sale after the horizon’s end, and says that the path ends before it', () => {
    const parts = [soldPart({ ts: START_MS + 40 * HOUR_MS, proceeds: '150' })];
    const { actual, hold, series, assumptions } = simulated(bought({ parts }), hours(...STILL));
    expect([actual.pnl, hold.pnl, series.at(-1)?.actual]).toEqual(['50', '0', '0']);
    expect(assumptions.join(' ')).toContain('One sale came after the horizon’s end');
  });
});

describe('waited', () => {
  test('comes in where the market trades there, and is held', () => {
    const { wait } = simulated(bought(), hours(100, [99, 97, 99], 103));
    expect(wait).toEqual({
      filled: true,
      entryTs: isoAfter(1),
      entryPrice: '98',
      pnl: '5',
      pct: '5',
    });
  });

  test('is not filled, and comes to nothing, where the market never does', () => {
    const { wait, series } = simulated(bought(), hours(100, [100, 98.01, 99], 103));
    expect(wait).toEqual({ filled: false, pnl: '0', pct: '0' });
    expect(series.every((point) => point.wait === '0')).toBe(true);
  });

  test('is not filled in the hour of the trade, which began before it', () => {
    expect(simulated(bought(), hours([90, 90, 100], 103)).wait).toMatchObject({ filled: false });
  });

  test('pays its price where an hour opens lower', () => {
    expect(simulated(bought(), hours(100, [90, 85, 95])).wait).toMatchObject({
      entryPrice: '98',
      pnl: '-3',
    });
  });
});

describe('stopped', () => {
  test('is out at the level', () => {
    const { stop } = simulated(bought(), hours(100, [99, 97, 120]));
    expect(stop).toMatchObject({ hit: true, gap: false, level: '98', exitPrice: '98', pnl: '-2' });
    expect(stop.exitTs).toBe(isoAfter(1));
  });

  test('is out at the opening of an hour that opens below the level, which is named', () => {
    const { stop, assumptions } = simulated(bought(), hours(100, [90, 85, 120]));
    expect(stop).toMatchObject({ hit: true, gap: true, exitPrice: '90', pnl: '-10' });
    expect(assumptions.join(' ')).toContain('a gap');
  });

  test('is out by the low of the trade’s own hour, at the level and not at its opening', () => {
    expect(simulated(bought(), hours([90, 85, 120])).stop).toMatchObject({
      hit: true,
      gap: false,
      pnl: '-2',
    });
  });

  test('takes the trader’s own limit on losses', () => {
    const rules = exits({ kind: 'maxLossPctPerTrade', params: { pct: 5 } });
    const { stop, assumptions } = simulated(bought(), hours(100, [99, 96, 120]), rules);
    expect(stop).toMatchObject({ hit: false, source: 'rule', levelPct: 5, level: '95', pnl: '20' });
    expect(assumptions).toContain('Stopped means: out at your own limit, 5% below the price of the trade.');
  });

  test('after a sale takes the percentage of that limit from the sale’s price, and says that the limit itself does not', () => {
    const rules = exits({ kind: 'maxLossPctPerTrade', params: { pct: 5 } });
    const { stop, assumptions } = simulated(sold(), hours(110, 112), rules);
    expect(stop).toMatchObject({ source: 'rule', levelPct: 5, level: '104.5' });
    expect(assumptions).toContain(
      'Stopped means: out 5% below the price of the sale, the percentage of your rule on losses; the rule itself counts from what the position cost.',
    );
  });

  test('without such a rule says that there is none', () => {
    for (const trade of [bought(), sold()])
      expect(simulated(trade, hours(110, 112)).assumptions).toContain(
        'Stopped means: out 2% below the price of the trade; you have no active rule on losses.',
      );
  });
});

describe('by the trader’s rules', () => {
  const spike: RuleSpec = { kind: 'avoidSpikeOverPct', params: { pct: 8, lookbackHours: 24 } };
  const check = (verdict: 'kept' | 'broken' | 'not_applicable') => ({
    specs: [spike],
    checks: [{ kind: spike.kind, verdict, value: 9, limit: 8 }],
  });

  test('without any there is nothing', () => {
    expect(simulated(bought(), hours(100, 90)).rule).toBeUndefined();
  });

  test('an entry that breaks one is not made', () => {
    expect(simulated(bought(), hours(100, 90), check('broken')).rule).toEqual({
      ...{ made: false, pnl: '0', pct: '0' },
      rules: [{ kind: spike.kind, effect: 'no_entry' }],
    });
  });

  test('what is not known of it changes nothing, and is named', () => {
    const { rule, actual, assumptions } = simulated(bought(), hours(100, 90), check('not_applicable'));
    expect(rule).toMatchObject({ made: true, pnl: actual.pnl });
    expect(rule?.rules).toEqual([{ kind: spike.kind, effect: 'not_judged' }]);
    expect(assumptions.join(' ')).toContain('“No chasing”');
  });

  test('a sale that came too early happens at the first close after the time', () => {
    const rules = exits({ kind: 'minHoldHours', params: { hours: 12 } });
    const trade = bought({ parts: [soldPart()] });
    // Bought half past the first hour: twelve hours later it is half past the thirteenth.
    const bars = hours(...STILL.slice(0, 12), 130, 140);
    expect(simulated(trade, bars, rules).rule).toEqual({
      ...{ made: true, pnl: '30', pct: '30' },
      rules: [{ kind: 'minHoldHours', effect: 'sale_later' }],
    });
  });

  test('a sale that kept to the limit on losses may come early', () => {
    const rules = exits(
      { kind: 'minHoldHours', params: { hours: 12 } },
      { kind: 'maxLossPctPerTrade', params: { pct: 5 } },
    );
    const parts = [soldPart({ price: '97', proceeds: '97', resultVsEntry: -0.03 })];
    expect(simulated(bought({ parts }), hours(...STILL, 130), rules).rule).toMatchObject({
      pnl: '-3',
      rules: [{ effect: 'none' }, { effect: 'none' }],
    });
  });

  test('a loss is cut at the limit, also while it waits for its time', () => {
    const rules = exits(
      { kind: 'minHoldHours', params: { hours: 12 } },
      { kind: 'maxLossPctPerTrade', params: { pct: 5 } },
    );
    const bars = hours(...STILL.slice(0, 11), [99, 90, 100], 130, 140);
    expect(simulated(bought({ parts: [soldPart()] }), bars, rules).rule).toEqual({
      ...{ made: true, pnl: '-5', pct: '-5' },
      rules: [
        { kind: 'minHoldHours', effect: 'sale_later' },
        { kind: 'maxLossPctPerTrade', effect: 'loss_cut' },
      ],
    });
  });

  test('the limit is taken to come before a sale of the same hour, and after one of an hour before', () => {
    const rules = exits({ kind: 'maxLossPctPerTrade', params: { pct: 5 } });
    const trade = bought({ parts: [soldPart()] });
    const sameHour = hours(...STILL.slice(0, 10), [111, 90, 112], 130);
    expect(simulated(trade, sameHour, rules).rule?.pnl).toBe('-5');
    const nextHour = hours(...STILL.slice(0, 11), [111, 90, 112]);
    expect(simulated(trade, nextHour, rules).rule?.pnl).toBe('10');
  });

  test('a sale beyond the limit is one at the limit, though no candle shows how it came there', () => {
    const rules = exits({ kind: 'maxLossPctPerTrade', params: { pct: 5 } });
    const parts = [soldPart({ price: '80', proceeds: '80', resultVsEntry: -0.2 })];
    expect(simulated(bought({ parts }), hours(...STILL), rules).rule?.pnl).toBe('-5');
  });
});

describe('a sale', () => {
  test('is counted on from itself, at its own rate', () => {
    const trade = sold({ fee: '1.1', parts: [soldPart({ ts: bought().ts, proceeds: '108.9' })] });
    const { actual, hold, wait, series } = simulated(trade, hours(110, 130));
    expect([actual.pnl, hold.pnl, wait]).toEqual(['8.9', '28.7', null]);
    expect(series.map((point) => point.actual)).toEqual(['8.9', '8.9', '8.9']);
  });

  test('held on is out below its own price', () => {
    expect(simulated(sold(), hours(110, [109, 100, 150])).stop).toMatchObject({
      ...{ hit: true, level: '107.8', pnl: '7.8' },
    });
  });

  test('that came too early happens later', () => {
    const rules = exits({ kind: 'minHoldHours', params: { hours: 12 } });
    const { rule } = simulated(sold(), hours(110, 111, 112, 113), rules);
    expect(rule).toMatchObject({ pnl: '12', rules: [{ kind: 'minHoldHours', effect: 'sale_later' }] });
  });

  test('beyond the limit on losses is one at the limit', () => {
    const rules = exits({ kind: 'maxLossPctPerTrade', params: { pct: 5 } });
    const part = soldPart({ ts: bought().ts, price: '90', proceeds: '90', resultVsEntry: -0.1 });
    const { rule } = simulated(sold({ price: '90', parts: [part] }), hours(90, 80), rules);
    expect(rule).toMatchObject({ pnl: '-5', rules: [{ effect: 'loss_cut' }] });
  });

  test('of which a part has no known cost is simulated without it, which is said', () => {
    const { hold, assumptions } = simulated(sold({ qty: '3', unknownQty: '2' }), hours(110, 120));
    expect(hold.pnl).toBe('20');
    expect(assumptions.join(' ')).toContain('without a known cost is left out');
  });

  test('of which nothing has a known cost cannot be simulated', () => {
    const answer = simulateTrade(
      sold({ parts: [], unknownQty: '1' }),
      known(hours(110)),
      { horizonDays: 1, waitPct: 2 },
      null,
    );
    expect(answer).toEqual({ ok: false, reason: 'basis_unknown' });
  });
});

test('of a buy and of a sale the fees, and what percentages are of, are the first things said', () => {
  for (const trade of [bought(), sold()])
    expect(simulated(trade, hours(110, 112)).assumptions[0]).toBe(
      'Net of fees; percentages are of what your entry cost.',
    );
});

test('a trade since which no hour has closed cannot be simulated yet', () => {
  const answer = simulateTrade(bought(), known([]), { horizonDays: 1, waitPct: 2 }, null);
  expect(answer).toEqual({ ok: false, reason: 'no_hour_closed' });
});

test('a month is told in at most 121 points, with the trade first and the last close at the end', () => {
  const bars = hours(...Array.from({ length: 720 }, (_, at) => 100 + at));
  const { series, until } = simulated(bought(), bars, null, { horizonDays: 30, waitPct: 2 });
  expect(series).toHaveLength(121);
  expect(series[0]?.ts).toBe(new Date(bought().ts).toISOString());
  expect(series.at(-1)?.ts).toBe(until);
});
