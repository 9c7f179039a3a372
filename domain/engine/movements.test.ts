import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buy, calmCloses, candles, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { LIVELY_CANDLES, randomFills } from '../testing/random-trading.ts';
import { markets, trader } from '../testing/trader.ts';
import { scoreTrader } from './score-trader.ts';
import type { ScoredFill } from './scored-fill.ts';
import type { Movement, Trader } from './trader.ts';

const bars = candles(calmCloses(300));
const flat = () => markets({ 'BTC-USD': bars, 'BTC-EUR': bars, 'ETH-USD': bars });

function moved(hour: number, kind: Movement['kind'], qty: string, over: Partial<Movement> = {}): Movement {
  const id = `move-${hour}-${kind}`;
  const ts = START_MS + hour * HOUR_MS;
  return { id, broker: 'coinbase', asset: 'BTC', kind, qty, value: null, valueCurrency: null, ts, ...over };
}

/** All scored fills, and how the trader stands after them. */
function run(who: Trader, market = flat()) {
  const scored: ScoredFill[] = [];
  const scoring = scoreTrader(who, market, () => true);
  for (;;) {
    const step = scoring.next();
    if (step.done) return { scored, trips: step.value.trips };
    scored.push(step.value);
  }
}

describe('what moved without being a trade', () => {
  it('leaves the basis of what was transferred in unknown, and never at zero', () => {
    const { scored } = run(
      trader([buy(20, '1', '100'), sell(30, '3', '110')], { movements: [moved(10, 'transfer_in', '2')] }),
    );
    expect(scored[1]?.outcome).toMatchObject({
      basis: 'partial',
      matchedQty: '1',
      unknownQty: '2',
      pnl: '10',
    });
  });

  it('gives a reward the cost that it was worth', () => {
    const reward = moved(10, 'reward', '1', { value: '90', valueCurrency: 'USD' });
    const { scored } = run(trader([sell(30, '1', '110')], { movements: [reward] }));
    expect(scored[0]?.outcome).toMatchObject({ basis: 'known', pnl: '20', heldHours: 20 });
    expect(scored[0]?.outcome.matches).toMatchObject([{ lotId: reward.id, source: 'reward', cost: '90' }]);
  });

  it('takes no cost from a value in another currency', () => {
    const reward = moved(10, 'reward', '1', { value: '90', valueCurrency: 'EUR' });
    const { scored } = run(trader([sell(30, '1', '110')], { movements: [reward] }));
    expect(scored[0]?.outcome).toMatchObject({ basis: 'unknown', pnl: null });
  });

  it('is of the first product of its asset that is traded, and later of the one that holds most', () => {
    const movements = [
      moved(10, 'reward', '1', { value: '90', valueCurrency: 'EUR' }),
      moved(40, 'reward', '1', { value: '80', valueCurrency: 'USD' }),
    ];
    const fills = [
      sell(20, '0.5', '100', { symbol: 'BTC-EUR' }),
      buy(30, '3', '100'),
      sell(50, '4', '100'),
      sell(60, '0.5', '100', { symbol: 'BTC-EUR' }),
    ];
    const { scored } = run(trader(fills, { movements }));
    expect(scored.map(({ outcome }) => outcome.pnl)).toEqual(['5', null, '20', '5']);
  });

  it('carries a value from one product to the other in the two legs of a convert', () => {
    const leg = { value: '150', valueCurrency: 'USD' };
    const movements = [
      moved(20, 'convert_out', '1', leg),
      moved(20, 'convert_in', '10', { ...leg, asset: 'ETH' }),
    ];
    const { scored, trips } = run(
      trader([buy(10, '1', '100'), sell(30, '10', '14', { symbol: 'ETH-USD' })], { movements }),
    );
    expect(scored[1]?.outcome).toMatchObject({ basis: 'known', pnl: '-10' });
    expect(trips).toMatchObject([{ symbol: 'BTC-USD', trip: { pnl: '50', exits: 0 } }]);
  });

  it('ends a round trip when all of it is transferred out', () => {
    const { trips } = run(trader([buy(10, '1', '100')], { movements: [moved(20, 'transfer_out', '1')] }));
    expect(trips).toMatchObject([{ trip: { closedAt: START_MS + 20 * HOUR_MS, pnl: '0' } }]);
  });

  it('takes every fee of one moment, whatever the order in which the venue tells the fills', () => {
    const at = START_MS + 30 * HOUR_MS;
    const bnb = buy(10, '1', '300', { symbol: 'BNB-USD' });
    const paid = { ts: at, fee: '0.1', feeCurrency: 'BNB', venueSeq: null };
    const slices = [
      buy(31, '1', '100', { ...paid, extId: 'b' }),
      buy(32, '1', '100', { ...paid, extId: 'a' }),
    ];
    const { trips } = run(trader([bnb, ...slices]));
    expect(trips.find(({ symbol }) => symbol === 'BNB-USD')?.trip.heldQty).toBe('0.8');
  });

  it('takes fees and rebates of a moment in which their own asset is traded and moved', () => {
    const ts = START_MS + 30 * HOUR_MS;
    const bnb = (n: number) => buy(n, '1', '300', { symbol: 'BNB-USD', ts });
    const fills = [
      buy(31, '1', '100', { ts, fee: '0.1', feeCurrency: 'BNB' }),
      bnb(32),
      buy(33, '1', '100', { ts, fee: '-0.05', feeCurrency: 'BNB' }),
    ];
    const movements = ['fee' as const, 'transfer_out' as const].map((kind) =>
      moved(30, kind, '0.2', { id: `zz-${kind}`, asset: 'BNB' }),
    );
    const { trips } = run(trader([bnb(10), ...fills], { movements }));
    expect(trips.find(({ symbol }) => symbol === 'BNB-USD')?.trip.heldQty).toBe('1.55');
  });

  it('is of its own broker', () => {
    const reward = moved(10, 'reward', '1', { broker: 'kraken', value: '90', valueCurrency: 'USD' });
    const { scored } = run(trader([sell(30, '1', '110')], { movements: [reward] }));
    expect(scored[0]?.outcome.basis).toBe('unknown');
  });

  it('says nothing of the fills before it, and the same whatever order it is given in', () => {
    const anyMovement = fc.record({
      hour: fc.integer({ min: 24 * 32, max: 24 * 80 }),
      kind: fc.constantFrom('transfer_in', 'transfer_out', 'reward', 'convert_in', 'convert_out' as const),
      asset: fc.constantFrom('BTC', 'ETH', 'DOGE'),
      qty: fc.integer({ min: 1, max: 3000 }),
      value: fc.option(fc.integer({ min: 1, max: 500 })),
    });
    fc.assert(
      fc.property(randomFills(10, 60), fc.array(anyMovement, { maxLength: 12 }), (fills, drawn) => {
        const movements = drawn.map(({ hour, kind, asset, qty, value }, n) =>
          moved(hour, kind, (qty / 1000).toFixed(3), {
            id: `move-${String(n).padStart(3, '0')}`,
            asset,
            value: value === null ? null : String(value),
            valueCurrency: 'USD',
          }),
        );
        const lively = () => markets(LIVELY_CANDLES);
        const whole = run(trader(fills, { movements }), lively());
        const turned = run(trader(fills.toReversed(), { movements: movements.toReversed() }), lively());
        expect(turned).toEqual(whole);

        const first = Math.min(...movements.map(({ ts }) => ts));
        const before = fills.filter(({ ts }) => ts < first);
        const outcomes = (some: ScoredFill[]) => some.map(({ outcome }) => outcome);
        expect(outcomes(run(trader(before), lively()).scored)).toEqual(
          outcomes(whole.scored).slice(0, before.length),
        );
      }),
      { numRuns: 40 },
    );
  });
});
