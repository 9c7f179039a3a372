import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../ledger/fill.ts';
import { orderFills } from '../ledger/order-fills.ts';
import { buy, fill, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { everyRule } from '../testing/every-rule.ts';
import { LIVELY_CANDLES, randomFills } from '../testing/random-trading.ts';
import { atCoinbase, markets, trader } from '../testing/trader.ts';
import { openScoring, type Scoring, scoreTrader } from './score-trader.ts';
import type { ScoredFill } from './scored-fill.ts';
import type { Movement, TraderFill } from './trader.ts';

const lively = markets(LIVELY_CANDLES);
const rules = everyRule(START_MS + 36 * 24 * HOUR_MS);
const spike = { kind: 'avoidSpikeOverPct', params: { pct: 9, lookbackHours: 24 } } as const;
const ruled = trader([], {
  rules: [...rules, { ...spike, active: true, since: START_MS + 60 * 24 * HOUR_MS }],
});
const END_MS = START_MS + 79 * 24 * HOUR_MS;

const anyThought = fc
  .record({
    symbol: fc.constantFrom('BTC-USD', 'ETH-USD', 'DOGE-EUR'),
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    qty: fc.integer({ min: 1, max: 9000 }),
    price: fc.integer({ min: 1, max: 300 }),
    fee: fc.constantFrom(null, '0.1'),
    hours: fc.nat(200),
  })
  .map(({ qty, hours, price, ...drawn }) =>
    atCoinbase(
      fill(5000, {
        ...drawn,
        orderId: 'thought',
        qty: (qty / 1000).toFixed(3),
        price: String(price),
        ts: END_MS - 300 * HOUR_MS + hours * HOUR_MS,
      }),
    ),
  );

/** All that happened before the thought, as it was scored then. */
function past(fills: readonly Fill[], thought: TraderFill): TraderFill[] {
  const before = fills.map(atCoinbase).filter(({ ts }) => ts < thought.ts);
  const scored = new Map<string, ScoredFill>();
  for (const one of scoreTrader({ ...ruled, fills: before }, lively, () => true)) scored.set(one.fillId, one);
  return before.map((one) => ({ ...one, remembered: scored.get(one.id)?.remembered ?? null }));
}

function booked(entries: readonly (TraderFill | Movement)[]): Scoring {
  const scoring = openScoring(ruled);
  for (const entry of orderFills(entries)) scoring.take(entry, () => false);
  return scoring;
}

/** Of a decision that nobody made it is not told what else could have been chosen. */
const withoutPeers = (scored: ScoredFill | undefined) => scored && { ...scored, peers: null };

describe('asking of a trade that is only thought of', () => {
  it('tells what the engine says of that fill once it is the last of the history', () => {
    fc.assert(
      // Long enough for the trader's own thresholds to have moved by then.
      fc.property(randomFills(120, 200), anyThought, (fills, thought) => {
        const before = past(fills, thought);
        const real = { ...ruled, fills: [...before, thought] };
        const [scored] = scoreTrader(real, lively, ({ id }) => id === thought.id);
        const scoring = booked(before);
        // What is not known yet when its markets are looked up must not stick.
        scoring.plansFor({ ...thought, qty: '1', price: '1' });
        expect(scoring.ask(thought, lively)).toEqual(withoutPeers(scored));
      }),
      { numRuns: 30 },
    );
  });

  it('changes nothing: neither the next answer, nor what the books end with', () => {
    fc.assert(
      fc.property(
        randomFills(0, 80),
        fc.array(anyThought, { minLength: 2, maxLength: 5 }),
        (fills, asked) => {
          const named = asked
            .toSorted((a, b) => a.ts - b.ts)
            .map((thought, n) => ({ ...thought, id: `thought-${n}`, orderId: `thought-${n}` }));
          const [first] = named;
          if (!first) return;
          const before = past(fills, first);
          const often = booked(before);
          for (const thought of named) {
            often.plansFor(thought);
            expect(often.ask(thought, lively)).toEqual(booked(before).ask(thought, lively));
          }
          expect(often.end()).toEqual(booked(before).end());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('looks at all that the plan names, and at nothing else', () => {
    fc.assert(
      fc.property(randomFills(1, 80), anyThought, (fills, thought) => {
        const scoring = booked(past(fills, thought));
        const plans = scoring.plansFor(thought);
        const planned = Object.entries(LIVELY_CANDLES).map(([symbol, bars]) => {
          const months = plans.find((plan) => plan.symbol === symbol)?.months ?? [];
          return [symbol, bars.filter(({ ts }) => months.includes(new Date(ts).toISOString().slice(0, 7)))];
        });
        const only = markets(Object.fromEntries(planned));
        const view = ({ evidence, ...scored }: ScoredFill) => {
          const { snapshots: _, ...rest } = evidence;
          return { ...scored, evidence: rest };
        };
        expect(view(scoring.ask(thought, only))).toEqual(view(scoring.ask(thought, lively)));
      }),
      { numRuns: 25 },
    );
  });

  it('counts what came in of an asset that was never traded', () => {
    const deposit: Movement = {
      ...{ id: 'in', kind: 'transfer_in', broker: 'coinbase', asset: 'SOL', qty: '3' },
      ...{ value: '150', valueCurrency: 'USD', ts: START_MS },
    };
    const sale = atCoinbase(sell(5, '2', '70', { symbol: 'SOL-USD', orderId: 'thought' }));
    const { outcome } = booked([deposit]).ask(sale, lively);
    expect(outcome).toMatchObject({ basis: 'known', pnl: '40' });
  });

  it('lists what was traded, the last first, with what is held and the last price', () => {
    const fills = [
      buy(1, '2', '100'),
      buy(2, '1', '10', { symbol: 'ETH-USD' }),
      sell(3, '1', '11', { symbol: 'ETH-USD' }),
      sell(4, '0.5', '120'),
    ];
    expect(booked(fills.map(atCoinbase)).products()).toMatchObject([
      { symbol: 'BTC-USD', held: '1.5', lastPrice: '120' },
      { symbol: 'ETH-USD', held: '0', lastPrice: '11' },
    ]);
  });
});
