import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Remembered } from '../../contracts/derived.ts';
import { readSharedCsv, SKIP_NOTE, sharedDataIsThere } from '../../test/support/shared-data.ts';
import type { Fill } from '../ledger/fill.ts';
import type { RuleVersion } from '../rules/rule-versions.ts';
import { buy, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { everyRule } from '../testing/every-rule.ts';
import { LIVELY_CANDLES, randomFills } from '../testing/random-trading.ts';
import { atCoinbase, markets, trader } from '../testing/trader.ts';
import { planMarkets } from './plan-markets.ts';
import { scoreTrader } from './score-trader.ts';
import type { ScoredFill } from './scored-fill.ts';
import type { Trader, TraderFill } from './trader.ts';

const all = () => true;
const lively = () => markets(LIVELY_CANDLES);

/** Of a trader with a rule of every kind, each since some time within the seven weeks, and one of them changed and ended. */
const RULES: RuleVersion[] = everyRule(START_MS + 36 * 24 * HOUR_MS);

function ruled(fills: readonly Fill[], over: Partial<Trader> = {}): Trader {
  return trader(fills, { rules: RULES, ...over });
}

function scoreAll(fills: readonly Fill[], over: Partial<Trader> = {}): ScoredFill[] {
  return [...scoreTrader(ruled(fills, over), lively(), all)];
}

/** What looks ahead by nature: said of a sale afterwards. */
function withoutHindsight({ reviewAt: _, insight: _said, ...scored }: ScoredFill) {
  const { snapshots: _read, figures, verdicts, ...evidence } = scored.evidence;
  const { further_gain_atr: _gain, ...seen } = figures;
  return {
    ...scored,
    tags: scored.tags.filter(({ label }) => label !== 'EARLY_EXIT' && label !== 'NEUTRAL'),
    evidence: {
      ...evidence,
      figures: seen,
      verdicts: verdicts.filter(({ label }) => label !== 'EARLY_EXIT'),
    },
  };
}

describe('the engine', () => {
  it('gives the same bytes for any order of the fills', () => {
    fc.assert(
      fc.property(randomFills(0, 120), fc.infiniteStream(fc.nat()), (fills, keys) => {
        const shuffled = fills
          .map((fill) => ({ fill, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ fill }) => fill);
        expect(JSON.stringify(scoreAll(shuffled))).toBe(JSON.stringify(scoreAll(fills)));
      }),
      { numRuns: 25 },
    );
  });

  it('says of new fills the same whether the older ones are scored with them or remembered', () => {
    fc.assert(
      // Long enough for the trader's own thresholds to have moved by then.
      fc.property(randomFills(150, 200), fc.integer({ min: 80, max: 150 }), (fills, at) => {
        const whole = scoreAll(fills);
        const old = new Map<string, Remembered>(
          whole
            .slice(0, at)
            .map(({ fillId, remembered }) => [fillId, JSON.parse(JSON.stringify(remembered))]),
        );
        const kept: TraderFill[] = fills.map((fill) => ({
          ...atCoinbase(fill),
          remembered: old.get(fill.id) ?? null,
        }));
        const later = [...scoreTrader({ ...ruled([]), fills: kept }, lively(), ({ id }) => !old.has(id))];
        expect(JSON.stringify(later)).toBe(JSON.stringify(whole.slice(at)));
      }),
      { numRuns: 20 },
    );
  });

  it('says the same with the planned months alone as with all that there are', () => {
    fc.assert(
      fc.property(randomFills(1, 60), fc.nat(60), (fills, from) => {
        const whole = scoreAll(fills);
        const wanted = new Set(whole.slice(from).map(({ fillId }) => fillId));
        const planned = planMarkets(ruled(fills), ({ id }) => wanted.has(id));
        const plannedOnly = markets(
          Object.fromEntries(
            Object.entries(LIVELY_CANDLES).map(([symbol, bars]) => {
              const plan = planned.find((one) => one.symbol === symbol);
              return [
                symbol,
                bars.filter(({ ts }) => plan?.months.includes(new Date(ts).toISOString().slice(0, 7))),
              ];
            }),
          ),
        );
        const kept = fills.map((fill) => ({
          ...atCoinbase(fill),
          remembered: wanted.has(fill.id)
            ? null
            : (whole.find(({ fillId }) => fillId === fill.id)?.remembered ?? null),
        }));
        const scored = [
          ...scoreTrader({ ...ruled([]), fills: kept }, plannedOnly, ({ id }) => wanted.has(id)),
        ];
        expect(JSON.stringify(scored)).toBe(JSON.stringify(whole.slice(from)));
      }),
      { numRuns: 25 },
    );
  });

  it('does not look ahead: later fills and candles change nothing but what is said in hindsight', () => {
    fc.assert(
      fc.property(randomFills(2, 80), fc.nat(80), (fills, at) => {
        const whole = scoreAll(fills);
        const cut = whole[at % whole.length];
        const last = fills.find(({ id }) => id === cut?.fillId);
        if (!cut || !last) return;
        const until = whole.slice(0, whole.indexOf(cut) + 1).map(({ fillId }) => fillId);
        const early = fills.filter(({ id }) => until.includes(id));
        const bars = Object.entries(LIVELY_CANDLES).map(([symbol, candles]) => [
          symbol,
          candles.filter(({ ts }) => ts + HOUR_MS <= last.ts),
        ]);
        const then = [...scoreTrader(ruled(early), markets(Object.fromEntries(bars)), all)];
        expect(then.map(withoutHindsight)).toEqual(whole.slice(0, until.length).map(withoutHindsight));
      }),
      { numRuns: 40 },
    );
  });

  it('gives every fill at least one tag, and every condition that is not known a reason', () => {
    fc.assert(
      fc.property(randomFills(1, 80), (fills) => {
        const scored = scoreAll(fills);
        expect(scored).toHaveLength(fills.length);
        for (const { tags, evidence } of scored) {
          expect(tags.length).toBeGreaterThan(0);
          for (const { value, reason } of evidence.verdicts.flatMap(({ conditions }) => conditions)) {
            expect(value === null).toBe(reason !== undefined);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('ends with the same result over closed cycles by each way of matching', () => {
    const cycle = (n: number) => [
      buy(900 + n, '1', '100', { fee: '0.3' }),
      buy(901 + n, '2', '90'),
      sell(902 + n, '1.5', '95', { fee: '0.2' }),
      buy(903 + n, '0.5', '80'),
      sell(904 + n, '2', '101'),
    ];
    const totals = (['fifo', 'lifo', 'average'] as const).map((matching) =>
      scoreAll([...cycle(0), ...cycle(10)], { matching })
        .flatMap(({ outcome }) => outcome.closedTrip ?? [])
        .map(({ pnl }) => pnl),
    );
    expect(totals[0]).toHaveLength(2);
    expect(totals[1]).toEqual(totals[0]);
    expect(totals[2]).toEqual(totals[0]);
  });
});

describe.skipIf(!sharedDataIsThere)(`nine months of hourly BTC-USD${SKIP_NOTE}`, () => {
  const bars = !sharedDataIsThere
    ? []
    : readSharedCsv('candles/BTCUSD_1h_2019-01_2019-10.csv').map((row) => ({
        ts: Date.parse(row.ts ?? ''),
        open: Number(row.open),
        high: Number(row.high),
        low: Number(row.low),
        close: Number(row.close),
        volume: Number(row.volume),
      }));
  /** 1,000 fills of a trader who does everything: sizes and sides go by the place in the row, so that no chance is in it. */
  const fills = bars
    .filter((_, n) => n % 6 === 0)
    .slice(0, 1000)
    .map(({ ts, close }, n) =>
      (n % 3 === 2 ? sell : buy)(n, String(0.1 + (n % 7) * 0.05), String(close), {
        ts: ts + HOUR_MS + 60_000,
      }),
    );
  const run = () => [...scoreTrader(trader(fills), markets({ 'BTC-USD': bars }), all)];

  it('gives 1,000 fills the same figures twice, byte for byte', () => {
    expect(fills).toHaveLength(1000);
    expect(JSON.stringify(run())).toBe(JSON.stringify(run()));
  });

  it('meets the labels of the market and of the trader, and leaves only the warm-up unscored', () => {
    const scored = run();
    const count = (label: string) =>
      scored.filter(({ tags }) => tags.some((tag) => tag.label === label)).length;
    for (const label of ['PANIC', 'DISCIPLINE', 'NEUTRAL', 'HELD_LOSER', 'AVG_DOWN', 'EARLY_EXIT']) {
      expect(count(label), label).toBeGreaterThan(0);
    }
    expect(scored.findLastIndex(({ tags }) => tags[0]?.label === 'UNSCORED')).toBeLessThan(250 / 6 + 1);
  });
});
