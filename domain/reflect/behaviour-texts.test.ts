import { describe, expect, it } from 'vitest';
import type { RuleCheck } from '../../contracts/rules.ts';
import { known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { reflected, sentences } from '../testing/reflections.ts';
import { AVG_DOWN_BUY } from './avg-down-texts.ts';
import { EARLY_EXIT_SELL } from './early-exit-texts.ts';
import { GET_EVEN_SELL } from './get-even-texts.ts';
import { HELD_LOSER_SELL } from './held-loser-texts.ts';
import { LATE_NIGHT_BUY } from './late-night-texts.ts';
import { OVERTRADING_BUY, OVERTRADING_SELL } from './overtrading-texts.ts';
import { REVENGE_BUY } from './revenge-texts.ts';
import { SIZE_UP_BUY } from './size-up-texts.ts';
import { type Reflected, writeReflection } from './write-reflection.ts';

const MINUTE_MS = 60_000;
/** All tellings of a kind of trade, met by trying minutes. */
function tellings(trade: Reflected): string[] {
  const minutes = Array.from({ length: 500 }, (_, n) => trade.ts + n * MINUTE_MS);
  const texts = minutes.map((ts) => writeReflection({ ...trade, ts }));
  return [...new Set(texts.map((text) => sentences(text)[0] ?? ''))];
}

const REVENGE = reflected(
  'BUY',
  {},
  {
    minutes_since_loss: known(38.2),
    loss_vs_median: known(1.94),
    same_asset: known(1),
    notional_vs_median: known(2.31),
  },
);
const BUSY = {
  day_trades: known(7),
  day_trades_usual: known(2.667),
  day_count_percentile: known(0.98),
};
const BUSY_BUY = reflected('BUY', {}, BUSY);
const EARLY_EXIT = reflected('SELL', {}, { captured: known(0.31), further_gain_atr: known(1.84) });
const AVG_DOWN = reflected(
  'BUY',
  {},
  { price_vs_average_cost: known(-0.0412), notional_vs_median: known(2.31) },
);
const LATE_NIGHT = reflected('BUY', {}, { local_hour: known(3), night_share: known(0.04) });

const KINDS = [
  {
    label: 'REVENGE',
    texts: REVENGE_BUY,
    told: REVENGE,
    says: [
      'You bought BTC-USD 38 minutes after a loss 1.9 times your usual one, in the same asset, at 2.3 times your usual size.',
      'This buy of BTC-USD came 38 minutes after a loss 1.9 times your usual one, in the same asset, at 2.3 times your usual size.',
      'When you bought BTC-USD at 2.3 times your usual size, a loss 1.9 times your usual one lay 38 minutes back, in the same asset.',
      'Your entry in BTC-USD followed a loss 1.9 times your usual one by 38 minutes, in the same asset, at 2.3 times your usual size.',
    ],
    bare: 'You bought BTC-USD a short time after a loss larger than your usual one.',
  },
  {
    label: 'OVERTRADING',
    texts: OVERTRADING_BUY,
    told: BUSY_BUY,
    says: [
      'You bought BTC-USD in the 7th trade of the day, against 2.7 on an average day.',
      'This buy of BTC-USD was the 7th trade of the day, against 2.7 on an average day.',
      'With this buy of BTC-USD you made the 7th trade of the day, against 2.7 on an average day.',
      'When you bought BTC-USD, it was the 7th trade of the day, against 2.7 on an average day.',
    ],
    bare: 'You bought BTC-USD in one of many trades of the day, against far fewer on an average day.',
  },
  {
    label: 'OVERTRADING',
    texts: OVERTRADING_SELL,
    told: reflected('SELL', {}, BUSY),
    says: [
      'You sold BTC-USD in the 7th trade of the day, against 2.7 on an average day.',
      'This sale of BTC-USD was the 7th trade of the day, against 2.7 on an average day.',
      'With this sale of BTC-USD you made the 7th trade of the day, against 2.7 on an average day.',
      'When you sold BTC-USD, it was the 7th trade of the day, against 2.7 on an average day.',
    ],
    bare: 'You sold BTC-USD in one of many trades of the day, against far fewer on an average day.',
  },
  {
    label: 'HELD_LOSER',
    texts: HELD_LOSER_SELL,
    told: reflected(
      'SELL',
      { pnl_exit: known('-12.5') },
      { held_vs_winners: known(2.38), result_vs_entry: known(-0.0125), order_hours: known(26.4) },
    ),
    says: [
      'You sold BTC-USD at a loss of 1.3% after 26.4 hours, 2.4 times as long as you hold your winners.',
      'You held BTC-USD 2.4 times as long as you hold your winners, and sold it at a loss of 1.3%.',
      'You closed BTC-USD at a loss of 1.3% after 26.4 hours; that is 2.4 times as long as you hold your winners.',
      'This sale of BTC-USD, at a loss of 1.3%, ended a trade held 2.4 times as long as you hold your winners.',
    ],
    bare: 'You held BTC-USD much longer than you hold your winners, and sold it at a loss.',
  },
  {
    label: 'EARLY_EXIT',
    texts: EARLY_EXIT_SELL,
    told: EARLY_EXIT,
    says: [
      'You sold BTC-USD at a gain of 12.50 USD, keeping about 31% of its best gain; in hindsight, it went 1.8 ATR higher within the same time after.',
      'This sale of BTC-USD kept about 31% of the best gain it had shown; in hindsight, the price went 1.8 ATR higher within the same time after.',
      'In hindsight, BTC-USD went 1.8 ATR higher within the same time after your sale, which kept about 31% of its best gain.',
      'You closed BTC-USD with about 31% of its best gain; in hindsight, it went 1.8 ATR higher within the same time after.',
    ],
    bare: 'In hindsight, BTC-USD went higher within the same time after your sale, which kept only a part of its best gain.',
  },
  {
    label: 'AVG_DOWN',
    texts: AVG_DOWN_BUY,
    told: AVG_DOWN,
    says: [
      'You bought more BTC-USD 4.1% below what you had paid on average, with the price 1.2% down on the day.',
      'This buy added to your BTC-USD 4.1% below what you had paid on average, at 2.3 times your usual size.',
      'You added to BTC-USD with the price 4.1% below what you had paid on average and 1.2% down on the day.',
      'When you bought more BTC-USD, the price stood 4.1% below what you had paid on average and 1.2% down on the day.',
    ],
    bare: 'You bought more BTC-USD below what you had paid on average.',
  },
  {
    label: 'SIZE_UP',
    texts: SIZE_UP_BUY,
    told: reflected(
      'BUY',
      {},
      { notional_z: known(2.4), notional_vs_median: known(2.31), wins_in_row: known(4) },
    ),
    says: [
      'You bought BTC-USD at 2.3 times your usual size after 4 wins in a row.',
      'This buy of BTC-USD came after 4 wins in a row, at 2.3 times your usual size.',
      'After 4 wins in a row, you bought BTC-USD at 2.3 times your usual size.',
      'With 4 wins in a row behind you, you bought BTC-USD at 2.3 times your usual size.',
    ],
    bare: 'You bought BTC-USD at a size above most of your last hundred entries after a run of wins.',
  },
  {
    label: 'GET_EVEN',
    texts: GET_EVEN_SELL,
    told: reflected(
      'SELL',
      { pnl_exit: known('-0.12') },
      { mae_atr: known(2.41), result_vs_entry: known(-0.0007), order_hours: known(26.4) },
    ),
    says: [
      'You sold BTC-USD at break-even, with a loss of 0.1%, after it had stood about 2.4 ATR below your entry.',
      'After it had stood about 2.4 ATR below your entry, you sold BTC-USD at break-even, with a loss of 0.1%.',
      'This sale of BTC-USD closed at break-even after 26.4 hours; before, the trade had stood about 2.4 ATR below your entry.',
      'You sold BTC-USD after 26.4 hours for about what it had cost, fees included, after it had stood about 2.4 ATR below your entry.',
    ],
    bare: 'You sold BTC-USD at break-even, after it had stood well below your entry.',
  },
  {
    label: 'LATE_NIGHT',
    texts: LATE_NIGHT_BUY,
    told: LATE_NIGHT,
    says: [
      'You bought BTC-USD after 03:00 at night, your time; 4% of your entries are made at night.',
      'This buy of BTC-USD was made after 03:00 at night, your time; 4% of your entries fall into the night.',
      'Your entry in BTC-USD came after 03:00 at night, your time; 4% of your entries come that late.',
      'You placed this buy of BTC-USD after 03:00 at night, your time; 4% of your entries are made at night.',
    ],
    bare: 'You bought BTC-USD at night, your time; few of your entries are made at night.',
  },
];

function lose(figures: object) {
  return Object.fromEntries(Object.keys(figures).map((name) => [name, unknown(UNKNOWN.tooManyGaps)]));
}

describe.each(KINDS)('$told.side $label', ({ label, told, texts, says, bare }) => {
  it('is told with its figures, as a trader reads them', () => {
    expect(told.label).toBe(label);
    expect(tellings(told).sort()).toEqual([...says].sort());
  });

  it('is told in the words of its rule where nothing is known', () => {
    const bares = tellings({
      ...told,
      features: { ...told.features, ...lose(told.features) },
      figures: { ...told.figures, ...lose(told.figures) },
    });
    expect(bares).toContain(bare);
    expect(bares).toHaveLength(4);
    for (const text of bares) expect(text).not.toMatch(/\d/);
  });

  it('has six habits, none with a figure, a mood or praise', () => {
    expect(new Set(texts.habits).size).toBe(6);
    for (const habit of texts.habits) {
      expect(habit).toMatch(/^Next time.*\.$/);
      expect(habit).not.toMatch(/\d|calm|fear|angry|greed|revenge|regret|well done|good/i);
      expect(habit.length).toBeLessThanOrEqual(90);
    }
  });
});

describe('what is judged by the order', () => {
  // A later slice of its own made a gain after ten hours; the order with it a loss after 155.
  const slice = {
    features: { pnl_exit: known('10'), held_hours: known(10) },
    figures: { held_vs_winners: known(7.75), result_vs_entry: known(-0.0476), order_hours: known(155) },
  };
  const own: RuleCheck[] = [{ kind: 'minHoldHours', verdict: 'kept', value: 155, limit: 24 }];

  it.each([
    reflected('SELL', slice.features, slice.figures),
    reflected('SELL', slice.features, { ...slice.figures, held_vs_winners: known(1) }, own),
    reflected('SELL', slice.features, {
      ...slice.figures,
      result_vs_entry: known(-0.0007),
      mae_atr: known(2),
    }),
  ])('is told by it: $label', (told) => {
    expect(told.label).not.toBe('NEUTRAL');
    for (const text of tellings(told)) expect(text).not.toMatch(/gain|10\.00|\b10 hours|0\.4 days/);
    expect(tellings(told).some((text) => /a loss of (4\.8|0\.1)%/.test(text))).toBe(true);
    expect(tellings(told).some((text) => /after 6\.5 days/.test(text))).toBe(true);
  });
});

it('the result of an order says that it is of a part, on a slice of which no cost is known too', () => {
  const figures = { held_vs_winners: known(7.75), result_vs_entry: known(-0.0476), order_hours: known(155) };
  const told = reflected('SELL', { pnl_exit: unknown(UNKNOWN.basisUnknown) }, figures);
  expect(told.label).toBe('HELD_LOSER');
  for (const text of tellings(told).filter((one) => one.includes('4.8%')))
    expect(text).toContain('a loss of 4.8% on the part with a known cost');
});

describe('a figure that would say little', () => {
  it.each([
    [REVENGE, { notional_vs_median: known(1.04) }, /in the same asset\.|lay 38 minutes back/],
    [REVENGE, { same_asset: known(0), notional_vs_median: known(0.4) }, /your usual one(\.| by| lay)/],
    [REVENGE, { loss_vs_median: known(1.04) }, /a loss larger than your usual one/],
    [REVENGE, { minutes_since_loss: known(0.2) }, /less than a minute/],
    [REVENGE, { minutes_since_loss: known(60) }, /\b1 hour\b/],
    [AVG_DOWN, { price_vs_average_cost: known(-0.0003) }, / below what you had paid on average/],
    [LATE_NIGHT, { night_share: known(0) }, /hardly any of your entries/],
    [LATE_NIGHT, { local_hour: known(0) }, /after 00:00 at night/],
    [BUSY_BUY, { day_trades_usual: known(0.03) }, /against far fewer on an average day/],
    [EARLY_EXIT, { captured: known(0.0004) }, /only a part of/],
  ])('gives way to the words of the rule', (plain, over, words) => {
    for (const text of tellings({ ...plain, figures: { ...plain.figures, ...over } })) {
      expect(text).toMatch(words);
      expect(text).not.toMatch(/(?<![\d.])(0%|1 times|0 times|0 ATR|0 on)/);
    }
  });
});
