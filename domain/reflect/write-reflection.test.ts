import { describe, expect, it } from 'vitest';
import { known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { reflected, sentences } from '../testing/reflections.ts';
import { DISCIPLINE_BUY, DISCIPLINE_BUY_AFTER_FALL, FOMO_BUY, NEUTRAL_BUY } from './buy-texts.ts';
import { NEAR_FOMO, NEAR_PANIC } from './near-miss-texts.ts';
import { NEUTRAL_SELL, PANIC_SELL } from './sell-texts.ts';
import { type Reflected, writeReflection } from './write-reflection.ts';

const MINUTE_MS = 60_000;

const fomo = { pct_change_24h_before: known(0.0943), RSI_14: known(74.16), BB_pos: known(0.91) };
const panic = {
  pnl_exit: known('-12.5'),
  held_hours: known(26.4),
  drawdown_recent: known(0.072),
  RSI_14: known(28),
};
const costUnknown = {
  pnl_exit: unknown(UNKNOWN.basisUnknown),
  held_hours: unknown(UNKNOWN.basisUnknown),
};
const gone = Object.fromEntries(
  Object.keys(reflected('BUY').features).map((name) => [name, unknown(UNKNOWN.noCandles)]),
);
const AFTER_FALL = { pct_change_24h_before: known(-0.081) };
const NEAR_THE_LOW = { support_gap: known(0.004) };

/** All texts of a kind of trade, met by trying minutes. */
function variants(trade: Reflected): Set<string> {
  const minutes = Array.from({ length: 1000 }, (_, n) => trade.ts + n * MINUTE_MS);
  return new Set(minutes.map((ts) => writeReflection({ ...trade, ts })));
}

function tellings(trade: Reflected): Set<string | undefined> {
  return new Set([...variants(trade)].map((text) => sentences(text)[0]));
}

describe('a reflection', () => {
  it('says what happened with the figures of the trade, then one habit', () => {
    expect(variants(reflected('BUY', fomo))).toContain(
      'You bought BTC-USD 9.4% up on the day, with RSI at 74.2 and the price at the top of its band. ' +
        'Next time a price runs, write down where you would get out before you get in.',
    );
    expect(variants(reflected('SELL', panic))).toContain(
      'You sold BTC-USD at a loss of 12.50 USD after 26.4 hours, 7.2% below its three-day high, with RSI at 28. ' +
        'Next time, note your exit price when you buy, and read that note before you sell.',
    );
  });

  it.each([
    ['FOMO', 4 * 6, reflected('BUY', fomo)],
    ['near FOMO', 4 * 6, reflected('BUY', { ...fomo, BB_pos: known(0.6) })],
    ['PANIC', 4 * 6, reflected('SELL', panic)],
    ['near PANIC', 4 * 6, reflected('SELL', { ...panic, RSI_14: known(40) })],
    ['DISCIPLINE', 4 * 6, reflected('BUY', {}, NEAR_THE_LOW)],
    ['DISCIPLINE after a fall', 4 * 6, reflected('BUY', AFTER_FALL, NEAR_THE_LOW)],
    ['a NEUTRAL buy', 4 * 10, reflected('BUY')],
    ['a NEUTRAL sale', 4 * 10, reflected('SELL')],
    ['a NEUTRAL sale of unknown cost', 4 * 6, reflected('SELL', costUnknown)],
    ['an UNSCORED buy', 4 * 6, reflected('BUY', gone)],
    ['an UNSCORED sale', 4 * 6, reflected('SELL', gone)],
    ['a trade in an outage', 4 * 6, { ...reflected('BUY', gone), outage: true }],
  ])('of %s has %i readings', (_, count, trade) => {
    expect(variants(trade).size).toBe(count);
  });

  it('gives the slices of one order, filled within a minute, one habit', () => {
    const slice = (ms: number, pnl: string) => {
      const trade = reflected('SELL', { ...panic, pnl_exit: known(pnl) });
      return sentences(writeReflection({ ...trade, ts: trade.ts + ms }))[1];
    };
    for (const ms of [1, 30_000, 59_999]) expect(slice(ms, `-${ms}`)).toBe(slice(0, '-1'));
  });

  it('picks by symbol, side and minute, telling and habit apart', () => {
    const habits = new Map<string, Set<string>>();
    for (const text of variants(reflected('BUY', fomo))) {
      const [told = '', habit = ''] = sentences(text);
      habits.set(told, (habits.get(told) ?? new Set()).add(habit));
    }
    for (const beside of habits.values()) expect(beside.size).toBe(6);
    const symbols = Array.from({ length: 50 }, (_, n) => `C${n}-USD`);
    const picked = symbols.map((symbol) => sentences(writeReflection({ ...reflected('BUY'), symbol }))[1]);
    expect(new Set(picked).size).toBe(10);
    const todos = (side: 'BUY' | 'SELL') =>
      symbols.map((symbol) => sentences(writeReflection({ ...reflected(side, gone), symbol }))[1]);
    expect(todos('BUY')).not.toEqual(todos('SELL'));
  });

  it('holds no figure of its own and no mood', () => {
    const all = [FOMO_BUY, PANIC_SELL, DISCIPLINE_BUY, DISCIPLINE_BUY_AFTER_FALL, NEUTRAL_BUY, NEUTRAL_SELL];
    for (const { happened, habits } of [...all, NEAR_FOMO, NEAR_PANIC]) {
      expect(happened.length).toBeGreaterThanOrEqual(4);
      expect(new Set(habits).size).toBeGreaterThanOrEqual(6);
      for (const habit of habits) {
        expect(habit).toMatch(/^Next time/);
        expect(habit).not.toMatch(/\d|calm|helped you wait|well done|good/i);
      }
    }
  });
});

describe('a trade one sign short of a bias', () => {
  it('is told with the two signs that were there and the one that was not', () => {
    const inside = { pct_change_24h_before: known(0.086), RSI_14: known(79.5), BB_pos: known(0.6) };
    expect(tellings(reflected('BUY', inside))).toEqual(
      new Set([
        'Two of the three signs of FOMO were there: 8.6% up on the day with RSI at 79.5; the price was inside its band.',
        'You bought BTC-USD with two of the three signs of FOMO: 8.6% up on the day with RSI at 79.5; the price was inside its band.',
        'This buy of BTC-USD came one sign short of FOMO: 8.6% up on the day with RSI at 79.5; the price was inside its band.',
        'In this buy of BTC-USD, the price was inside its band; the other two signs of FOMO were there: 8.6% up on the day with RSI at 79.5.',
      ]),
    );
  });

  it.each([
    ['BUY', { ...fomo, pct_change_24h_before: known(0.061) }, "the day's rise was 6.1%, short of 8%"],
    ['BUY', { ...fomo, pct_change_24h_before: known(0.0799) }, "the day's rise was just short of 8%"],
    ['BUY', { ...fomo, pct_change_24h_before: known(-0.03) }, 'the price was 3% down on the day'],
    ['BUY', { ...fomo, pct_change_24h_before: known(0.0001) }, 'the price was flat on the day'],
    ['BUY', { ...fomo, RSI_14: known(64.2) }, 'RSI was 64.2, below 70'],
    ['BUY', { ...fomo, RSI_14: known(69.98) }, 'RSI was just below 70'],
    ['BUY', { ...fomo, BB_pos: known(0.1) }, 'the price was at the bottom of its band'],
    ['BUY', { ...fomo, BB_pos: known(-0.1) }, 'the price was below its band'],
    ['SELL', { ...panic, pnl_exit: known('5798.93') }, 'the sale made a gain of 5,798.93 USD'],
    ['SELL', { ...panic, pnl_exit: known('0') }, 'the sale made neither a gain nor a loss'],
    [
      'SELL',
      { ...panic, drawdown_recent: known(0.041) },
      'the price was 4.1% below its three-day high, short of 6%',
    ],
    [
      'SELL',
      { ...panic, drawdown_recent: known(0.0599) },
      'the price was just short of 6% below its three-day high',
    ],
    ['SELL', { ...panic, drawdown_recent: known(-0.02) }, 'the price was 2% above its three-day high'],
    ['SELL', { ...panic, RSI_14: known(42.13) }, 'RSI was 42.1, above 35'],
    ['SELL', { ...panic, RSI_14: known(35.04) }, 'RSI was just above 35'],
  ] as const)('names the missing sign of a %s: %j', (side, over, missing) => {
    for (const text of variants(reflected(side, over))) expect(text).toContain(missing);
  });

  it.each([
    ['a second sign is missing', reflected('BUY', { ...fomo, RSI_14: known(60), BB_pos: known(0.5) })],
    [
      'a second sign is not known',
      reflected('BUY', { ...fomo, RSI_14: unknown(UNKNOWN.tooFewBars), BB_pos: known(0.5) }),
    ],
    ['the signs are those of the other side', reflected('SELL', { ...fomo, BB_pos: known(0.5) })],
  ])('is not told so where %s', (_, trade) => {
    expect(trade.label).toBe('NEUTRAL');
    for (const text of variants(trade)) expect(text).not.toMatch(/FOMO|panic/);
  });

  it('is told by its own label where another rule is met', () => {
    const trade = reflected('BUY', { ...fomo, BB_pos: known(0.5) }, NEAR_THE_LOW);
    for (const text of variants(trade)) expect(text).not.toContain('FOMO');
  });
});

describe('a NEUTRAL trade', () => {
  it('is said to have met none of the patterns, and nothing more', () => {
    const trades = [
      reflected('BUY'),
      reflected('SELL'),
      reflected('BUY', AFTER_FALL),
      reflected('SELL', costUnknown),
    ];
    for (const text of trades.flatMap((trade) => [...variants(trade)])) {
      expect(text).toMatch(/met none|None of the patterns|no pattern we look for was met/);
      expect(text).not.toMatch(/bias|stands out/);
    }
  });

  it('says of a sale without a known cost that its result is not known, why, and what to import', () => {
    for (const text of variants(reflected('SELL', costUnknown))) {
      const [told, todo] = sentences(text);
      expect(told).toMatch(/result .*is not known/);
      expect(told).toMatch(/the buy is not in the history/i);
      expect(todo).toMatch(/import|history/i);
    }
  });

  it('does not tell what it does not know', () => {
    const unseen = (side: 'BUY' | 'SELL') => ({ ...reflected(side, gone), label: 'NEUTRAL' as const });
    for (const text of [...variants(unseen('BUY')), ...variants(unseen('SELL'))]) {
      expect(text).not.toMatch(/\d|null|NaN|undefined| ,|,\./);
      expect(text).not.toContain('BTC-USD,');
    }
  });
});

describe('DISCIPLINE', () => {
  it.each([
    [0.0042, '0.4% above its prior low'],
    [-0.0087, '0.9% below its prior low'],
    [0.0003, 'at its prior low'],
  ])('is told by the figure of its rule: %d is %s', (gap, words) => {
    const over = { pct_change_24h_before: known(-0.0611) };
    for (const text of variants(reflected('BUY', over, { support_gap: known(gap) }))) {
      expect(text).toContain(words);
      expect(text).toContain('6.1% down on the day');
    }
  });

  it('is told without the change of the day where that is not known', () => {
    const over = { pct_change_24h_before: unknown(UNKNOWN.tooManyGaps) };
    for (const text of variants(reflected('BUY', over, NEAR_THE_LOW))) {
      expect(text).toContain('above its prior low.');
    }
  });

  it.each([
    [-0.0501, DISCIPLINE_BUY_AFTER_FALL],
    [-0.05, DISCIPLINE_BUY],
    [0.02, DISCIPLINE_BUY],
  ])('with a change of the day of %d has its own habits', (change, { habits }) => {
    const trade = reflected('BUY', { pct_change_24h_before: known(change) }, NEAR_THE_LOW);
    const given = new Set([...variants(trade)].map((text) => sentences(text)[1]));
    expect(given).toEqual(new Set(habits));
  });
});

describe('what is missing', () => {
  it.each([
    [UNKNOWN.basisUnknown, 'SELL', /import|history/i],
    [UNKNOWN.fillUnreadable, 'BUY', /import/],
    [UNKNOWN.tooManyGaps, 'BUY', /note|write|line/i],
  ] as const)('is said plainly, "%s", with what to do about it', (reason, side, todo) => {
    for (const text of variants({ ...reflected(side, gone), reason })) {
      expect(text).toContain(`: ${reason}.`);
      expect(sentences(text)[1]).toMatch(todo);
    }
  });

  it.each(['BUY', 'SELL'] as const)('is said of an outage as such, and that a %s is read again', (side) => {
    for (const text of variants({ ...reflected(side, gone), outage: true })) {
      const [told, todo] = sentences(text);
      expect(told).toMatch(/data could not be reached/);
      expect(told).toMatch(/it will be read again\.$/);
      expect(text).not.toMatch(/candle|\d/);
      expect(todo).toMatch(/note|write|line/);
    }
  });

  it('is not said of a trade that has its label in spite of an outage', () => {
    const trade = reflected('BUY', gone, { price_vs_average_cost: known(-0.04) });
    expect(trade.label).toBe('AVG_DOWN');
    expect(writeReflection({ ...trade, outage: true })).toBe(writeReflection(trade));
  });

  it('is said of a result that is not of the whole sale', () => {
    const words = (pnl: string) => `${pnl} USD on the part with a known cost`;
    for (const text of variants({ ...reflected('SELL', panic), partial: true })) {
      expect(text).toContain(words('a loss of 12.50'));
    }
    for (const text of variants({ ...reflected('SELL'), partial: true })) {
      expect(text).toContain(words('a gain of 12.50'));
    }
  });
});
