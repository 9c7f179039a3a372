/** The last so many values of a series, some of which may be missing. */
export type TrailingWindow = {
  /** @returns the value's slot, for `change` */
  add(value: number | null): number;
  /** A slot that the window has left behind is left alone. */
  change(slot: number, value: number | null): void;
  /** How many values are there, the missing ones not counted. */
  count(): number;
  /** Linear between the two nearest values (type 7 of Hyndman & Fan 1996); null without a value. */
  quantile(share: number): number | null;
  mean(): number;
  /** Of the sample: the sum of squares over count − 1. */
  deviation(): number;
};

/** A window over the last `size` values added. They are also held sorted, so that adding one costs a short move and a quantile nothing. */
export function openTrailingWindow(size: number): TrailingWindow {
  const bySlot: (number | null)[] = [];
  const sorted = new Float64Array(size);
  let added = 0;
  let count = 0;

  /** Where the first value not below this one stands. */
  function placeOf(value: number): number {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? value) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function put(slot: number, value: number | null) {
    const old = bySlot[slot % size] ?? null;
    if (old !== null) {
      const place = placeOf(old);
      sorted.copyWithin(place, place + 1, count);
      count -= 1;
    }
    if (value !== null) {
      const place = placeOf(value);
      sorted.copyWithin(place + 1, place, count);
      sorted[place] = value;
      count += 1;
    }
    bySlot[slot % size] = value;
  }

  function sum(term: (value: number) => number): number {
    let total = 0;
    for (let i = 0; i < count; i += 1) total += term(sorted[i] ?? 0);
    return total;
  }

  function mean(): number {
    return sum((value) => value) / count;
  }

  return {
    add(value) {
      put(added, value);
      added += 1;
      return added - 1;
    },
    change(slot, value) {
      if (slot >= added - size) put(slot, value);
    },
    count: () => count,
    quantile(share) {
      const place = (count - 1) * share;
      const low = sorted[Math.floor(place)];
      if (count === 0 || low === undefined) return null;
      const high = sorted[Math.ceil(place)] ?? low;
      return low + (high - low) * (place - Math.floor(place));
    },
    mean,
    deviation() {
      const middle = mean();
      return Math.sqrt(sum((value) => (value - middle) ** 2) / (count - 1));
    },
  };
}
