import BigJs from 'big.js';
import fc from 'fast-check';
import type { Decimal } from '../../../contracts/decimal.ts';
import { LABELS } from '../labels.ts';
import type { ReportFact } from '../report-fact.ts';
import { bought, HOUR_MS, peers, START_MS } from './facts.ts';

const signed = anyDecimal(-(10n ** 20n));
const positive = anyDecimal(1n);
const count = fc.nat(3);

const anyPeers = fc
  .record({
    paperGains: count,
    paperLosses: count,
    passedFallen: count,
    passedRisen: count,
    notJudged: count,
    rebought: fc.constantFrom('fallen' as const, 'risen' as const, null),
    sold: fc.constantFrom('fallen' as const, 'risen' as const, null),
  })
  .map(peers);

const anyFill = fc.record({
  hour: fc.integer({ min: 0, max: 1500 }),
  minute: fc.constantFrom(0, 0, 59),
  value: positive,
  fee: fc.option(signed, { freq: 8 }),
  /** null: the cost is not known, or nothing was sold of it yet. */
  result: fc.option(fc.record({ net: signed, fees: signed, entryValue: positive }), { freq: 6 }),
  labels: fc.uniqueArray(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 3 }),
});

const anyOrder = fc.record({
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  symbol: fc.constantFrom('BTC-USD', 'ETH-USD', '1INCH-USD'),
  fills: fc.array(anyFill, { minLength: 1, maxLength: 4 }),
  peers: fc.option(anyPeers, { freq: 4 }),
});

/** Two months of orders across a change of clocks, some of several fills over days, with amounts of up to 20 decimals. */
export const anyFacts: fc.Arbitrary<ReportFact[]> = fc
  .array(anyOrder, { maxLength: 40 })
  .map((orders) => orders.flatMap(readOrder));

type DrawnOrder = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never;

function readOrder(order: DrawnOrder, n: number): ReportFact[] {
  const fills = order.fills.toSorted((a, b) => a.hour - b.hour || a.minute - b.minute);
  const { id: orderId } = bought(n * 10);
  return fills.map(({ hour, minute, value, fee, result, labels }, place) => {
    const isSale = order.side === 'SELL';
    const realised = result && { pnl: result.net, entryValue: result.entryValue };
    return bought(n * 10 + place, {
      orderId,
      symbol: order.symbol,
      side: order.side,
      ts: START_MS + 60 * 24 * HOUR_MS + hour * HOUR_MS + minute * 60_000,
      value,
      fee,
      labels,
      peers: place === 0 ? order.peers : null,
      ...(isSale
        ? {
            ...(realised ?? { pnl: null, entryValue: null }),
            gross: result && add([result.net, result.fees]),
            basis: result ? ('known' as const) : ('unknown' as const),
            unknownProceeds: result ? '0' : value,
            heldHours: result ? hour / 7 : null,
            matchedQty: result ? '1' : '0',
          }
        : { lotPnl: realised?.pnl ?? null, lotEntryValue: realised?.entryValue ?? null }),
    });
  });
}

/** The sum as big.js finds it: the reports add in integers. */
export function add(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), new BigJs('0')).toFixed();
}

function anyDecimal(min: bigint): fc.Arbitrary<Decimal> {
  return fc
    .tuple(fc.bigInt({ min, max: 10n ** 20n }), fc.integer({ min: 0, max: 20 }))
    .map(([digits, decimals]) => new BigJs(`${digits}e-${decimals}`).toFixed());
}
