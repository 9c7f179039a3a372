import { describe, expect, it } from 'vitest';
import { EvidenceSchema } from '../../contracts/features.ts';
import { type RuleCheck, RuleCheckSchema, type RuleSpec } from '../../contracts/rules.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import type { Candle } from '../indicators/candle.ts';
import type { Fill } from '../ledger/fill.ts';
import type { RuleVersion } from '../rules/rule-versions.ts';
import { buy, calmCloses, candles, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { markets, trader } from '../testing/trader.ts';
import { scoreTrader } from './score-trader.ts';
import type { ScoredFill } from './scored-fill.ts';
import type { Trader } from './trader.ts';

const calm = candles(calmCloses(300));
const flat = (price: number) => candles(Array.from({ length: 300 }, () => price));
const hour = (n: number) => START_MS + n * HOUR_MS;

function always(rule: RuleSpec): RuleVersion {
  return { ...rule, active: true, since: 0 };
}

function score(
  fills: readonly Fill[],
  rules: readonly RuleVersion[],
  bars: Record<string, readonly Candle[]> = { 'BTC-USD': calm },
  over: Partial<Trader> = {},
): ScoredFill[] {
  return [...scoreTrader(trader(fills, { rules, ...over }), markets(bars), () => true)];
}

function verdicts(scored: readonly ScoredFill[]): (RuleCheck['verdict'] | undefined)[] {
  return scored.map(({ rules }) => rules[0]?.verdict);
}

describe('a rule of the trader’s', () => {
  it('is held against fills from its time on, as it was when their order began', () => {
    const change = (pct: number, active: boolean, n: number): RuleVersion => ({
      kind: 'maxLossPctPerTrade',
      params: { pct },
      active,
      since: hour(n),
    });
    const versions = [change(10, true, 2), change(3, true, 4), change(3, false, 6)];
    const fills = [
      buy(0, '10', '100'),
      sell(1, '1', '95'),
      sell(2, '1', '95'),
      sell(3, '1', '95', { orderId: 'long' }),
      sell(4, '1', '95'),
      sell(5, '1', '95', { orderId: 'long' }),
      sell(6, '1', '95'),
    ];
    expect(score(fills, versions).map(({ rules }) => rules)).toEqual([
      [],
      [],
      [{ kind: 'maxLossPctPerTrade', verdict: 'kept', value: 5, limit: 10 }],
      [{ kind: 'maxLossPctPerTrade', verdict: 'kept', value: 5, limit: 10 }],
      [{ kind: 'maxLossPctPerTrade', verdict: 'broken', value: 5, limit: 3 }],
      // A slice of the order that began when 10 % were allowed.
      [{ kind: 'maxLossPctPerTrade', verdict: 'kept', value: 5, limit: 10 }],
      [],
    ]);
  });

  it('on spikes looks back as many hours as it says, from the price of the order’s first fill', () => {
    const rising = candles(Array.from({ length: 300 }, (_, i) => 100 * 1.001 ** i));
    const close = (n: number) => rising[n]?.close ?? Number.NaN;
    const rule = always({ kind: 'avoidSpikeOverPct', params: { pct: 6, lookbackHours: 48 } });
    const price = (close(249) * 1.02).toFixed(6);
    const [first, slice] = score(
      [buy(250, '1', price, { orderId: 'o' }), buy(270, '1', '999', { orderId: 'o' })],
      [rule],
      { 'BTC-USD': rising },
    );
    const [check] = first?.rules ?? [];
    expect(check?.verdict).toBe('broken');
    expect(check?.value).toBeCloseTo((Number(price) / close(201) - 1) * 100, 9);
    expect(slice?.rules).toEqual(first?.rules);
  });

  it('on spikes is not applicable without enough candles, and says why', () => {
    const rule = always({ kind: 'avoidSpikeOverPct', params: { pct: 6, lookbackHours: 168 } });
    const [early] = score([buy(100, '1', '100')], [rule]);
    expect(early?.rules).toEqual([
      {
        kind: 'avoidSpikeOverPct',
        verdict: 'not_applicable',
        value: null,
        limit: 6,
        reason: UNKNOWN.tooFewBars,
      },
    ]);
  });

  it('on cooling down looks at the latest order that lost, whatever its size and product', () => {
    const rule = always({ kind: 'cooldownAfterLossMinutes', params: { minutes: 90 } });
    const at = (n: number, minutes: number) => ({ ts: hour(n) + minutes * 60_000 });
    const eth = { symbol: 'ETH-USD' };
    const fills = [
      buy(0, '10', '100'),
      buy(1, '10', '10', eth),
      // Large, then small: REVENGE asks for the larger one.
      sell(10, '5', '50'),
      sell(11, '0.1', '9', { ...eth, ...at(11, 0) }),
      buy(12, '1', '100', at(12, 0)),
      buy(13, '1', '100', at(12, 30)),
      sell(14, '0.01', '100.001', at(12, 40)),
      buy(15, '1', '100', at(12, 59)),
    ];
    const scored = score(fills, [rule]);
    const values = scored.map(({ rules }) => rules[0]?.value);
    expect(values).toEqual([null, null, null, null, 60, 90, null, 119]);
    expect(scored[0]?.rules[0]?.reason).toBe(UNKNOWN.noLossBefore);
    expect(verdicts(scored).slice(4)).toEqual(['broken', 'kept', 'not_applicable', 'kept']);
  });

  it('on hours goes by the trader’s own clock', () => {
    const rule = always({ kind: 'noTradingHours', params: { from: '22:00', to: '06:30' } });
    const at = (iso: string, n: number) => buy(n, '1', '100', { ts: Date.parse(iso), orderId: iso });
    // In Kathmandu, 5:45 ahead.
    const fills = [
      at('2019-01-05T00:44:59Z', 1),
      at('2019-01-05T00:45:00Z', 2),
      at('2019-01-05T16:15:00Z', 3),
    ];
    const scored = score(fills, [rule], {}, { timezone: 'Asia/Kathmandu' });
    expect(scored.map(({ rules }) => [rules[0]?.value, rules[0]?.verdict])).toEqual([
      ['06:29', 'broken'],
      ['06:30', 'kept'],
      ['22:00', 'broken'],
    ]);
  });

  it('on trades a day counts orders', () => {
    const rule = always({ kind: 'maxTradesPerDay', params: { n: 2 } });
    const fills = [
      buy(1, '1', '100', { orderId: 'a' }),
      buy(2, '1', '100', { orderId: 'b' }),
      buy(3, '1', '100', { orderId: 'a' }),
      sell(4, '1', '100', { orderId: 'c' }),
      buy(25, '1', '100', { orderId: 'd' }),
    ];
    expect(score(fills, [rule]).map(({ rules }) => rules[0]?.value)).toEqual([1, 2, 1, 3, 1]);
  });

  it('on the hold is broken by a sale that comes too early, and kept by one that does not', () => {
    const rule = always({ kind: 'minHoldHours', params: { hours: 5 } });
    const scored = score([buy(0, '2', '100'), sell(4, '1', '120'), sell(5, '1', '120')], [rule]);
    expect(verdicts(scored)).toEqual(['not_applicable', 'broken', 'kept']);
  });

  it('on position counts what the order has bought so far, beside what else is held against the same quote', () => {
    const rule = always({ kind: 'maxPositionPct', params: { pct: 50 } });
    const eth = { symbol: 'ETH-USD' };
    const eur = { symbol: 'SOL-EUR' };
    const fills = [
      buy(280, '1', '100'),
      buy(281, '1', '1000', eur),
      buy(290, '4', '10', { ...eth, orderId: 'o' }),
      buy(291, '8', '10', { ...eth, orderId: 'o' }),
    ];
    const bars = { 'BTC-USD': flat(60), 'ETH-USD': flat(10), 'SOL-EUR': flat(1000) };
    const scored = score(fills, [rule], bars);
    expect(scored.map(({ rules }) => rules[0]?.verdict)).toEqual([
      'not_applicable',
      'not_applicable',
      'kept',
      'broken',
    ]);
    expect(scored[1]?.rules[0]?.reason).toBe(UNKNOWN.nothingElseHeld);
    expect(scored[2]?.rules[0]?.value).toBeCloseTo(40, 9);
    expect(scored[3]?.rules[0]?.value).toBeCloseTo((120 / 180) * 100, 9);
    const unpriced = score(fills, [rule], { 'ETH-USD': flat(10) });
    expect(unpriced[2]?.rules[0]).toMatchObject({ verdict: 'not_applicable', reason: UNKNOWN.priceUnknown });
  });

  it('gives checks that the contract reads', () => {
    const rules: RuleSpec[] = [
      { kind: 'onlySymbols', params: { symbols: ['ETH-USD'] } },
      { kind: 'minHoldHours', params: { hours: 5 } },
    ];
    for (const { rules: checks } of score([buy(1, '1', '100'), sell(9, '3', '90')], rules.map(always))) {
      expect(checks.map((check) => RuleCheckSchema.parse(JSON.parse(JSON.stringify(check))))).toEqual(checks);
    }
  });
});

describe('a sale that kept a rule of the trader’s own', () => {
  const hold = always({ kind: 'minHoldHours', params: { hours: 5 } });
  const stop = always({ kind: 'maxLossPctPerTrade', params: { pct: 4 } });
  const labels = (price: string, n: number, rules: readonly RuleVersion[]) =>
    score([buy(280, '1', '100'), sell(280 + n, '1', price)], rules)[1]?.tags.map(({ label }) => label);

  it('is DISCIPLINE where it was held long enough', () => {
    expect(labels('101', 5, [hold])).toContain('DISCIPLINE');
    expect(labels('101', 4, [hold])).not.toContain('DISCIPLINE');
    expect(labels('101', 5, [])).not.toContain('DISCIPLINE');
  });

  it('is DISCIPLINE where it lost no more than it may, and lost at all', () => {
    expect(labels('97', 2, [stop])).toContain('DISCIPLINE');
    expect(labels('95', 2, [stop])).not.toContain('DISCIPLINE');
    expect(labels('101', 2, [stop])).not.toContain('DISCIPLINE');
    // Within the break-even band.
    expect(labels('99.95', 2, [stop])).not.toContain('DISCIPLINE');
  });

  it('may come early where it keeps to the limit on losses', () => {
    expect(labels('97', 2, [hold, stop])).toContain('DISCIPLINE');
    expect(labels('95', 2, [hold, stop])).not.toContain('DISCIPLINE');
  });

  it('tells the rule, and its conditions by which it is judged', () => {
    const [, sold] = score([buy(280, '1', '100'), sell(282, '1', '97')], [hold, stop]);
    expect(sold?.insight).toContain('your own limit of 4% on a loss');
    const verdict = sold?.evidence.verdicts.find(({ label }) => label === 'DISCIPLINE');
    expect(verdict).toEqual({
      label: 'DISCIPLINE',
      met: true,
      applies: true,
      conditions: [
        {
          name: 'maxLossPctPerTrade',
          op: '<=',
          threshold: 4,
          value: 3,
          met: true,
          either: 'own rule',
        },
      ],
    });
    expect(EvidenceSchema.parse(JSON.parse(JSON.stringify(sold?.evidence)))).toEqual(sold?.evidence);
  });
});
