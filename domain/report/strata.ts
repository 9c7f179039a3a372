import type { Side } from '../../contracts/side.ts';
import { type Resamples, resample } from './bootstrap.ts';
import type { Order, OrderResult } from './orders.ts';
import { toNumber, toUnits } from './units.ts';

export type Judged = Order & { result: OrderResult };

/** Orders of one side that are tagged alike, and their place in each round of the draws. */
type Group = { side: Side; labels: number; place: number };

type Draws = Resamples & { /** Of a round. */ width: number };

/** The orders of one side that have a result; a buy's is not of the same kind as a sale's. */
export type Stratum = { orders: readonly Judged[]; groups: readonly Group[]; draws: Draws };

/** Each order of the side for itself. */
export function drawSide(side: Side, all: readonly Order[], seed: number): Stratum {
  const orders = all.filter(isJudged).filter((order) => order.side === side);
  return stratumOf(side, orders, draw(orders, seed));
}

/**
 * Both sides, each buy in one unit with the sale that realised most of it: they hold the same money, and drawn apart they would look surer than they are.
 */
export function drawWithSales(all: readonly Order[], seed: number): Stratum[] {
  const orders = all.filter(isJudged);
  const units = Map.groupBy(orders, ({ id, side, soldBy }) => (side === 'SELL' ? id : mainSale(soldBy, id)));
  const clusters = [...units.values()];
  const starts = new Uint32Array(clusters.length + 1);
  clusters.forEach((cluster, unit) => {
    starts[unit + 1] = (starts[unit] ?? 0) + cluster.length;
  });
  const drawn = draw(clusters.flat(), seed, starts);
  return (['BUY', 'SELL'] as const).map((side) =>
    stratumOf(
      side,
      orders.filter((order) => order.side === side),
      drawn,
    ),
  );
}

function draw(orders: readonly Judged[], seed: number, unitStarts?: Uint32Array) {
  const groups = new Map<string, Group>();
  const placeOf = ({ side, labels }: Judged) => {
    const key = `${side} ${labels}`;
    const group = groups.get(key) ?? { side, labels, place: groups.size };
    groups.set(key, group);
    return group.place;
  };
  const population = {
    values: Float64Array.from(orders, ({ result }) => toNumber(result.net)),
    groups: Uint16Array.from(orders, placeOf),
    groupCount: groups.size,
    ...(unitStarts && { unitStarts }),
  };
  return { groups: [...groups.values()], draws: { ...resample(population, seed), width: groups.size } };
}

function stratumOf(
  side: Side,
  orders: readonly Judged[],
  { groups, draws }: ReturnType<typeof draw>,
): Stratum {
  return { orders, groups: groups.filter((group) => group.side === side), draws };
}

function isJudged(order: Order): order is Judged {
  return order.result !== null;
}

/** By the entry value of what was sold. */
function mainSale(soldBy: Order['soldBy'], none: string): string {
  const sold = new Map<string, bigint>();
  for (const { saleId, entryValue } of soldBy)
    sold.set(saleId, (sold.get(saleId) ?? 0n) + toUnits(entryValue));
  let [main, most] = [none, 0n];
  for (const [saleId, value] of sold) {
    if (value < most || (value === most && saleId > main)) continue;
    [main, most] = [saleId, value];
  }
  return main;
}
