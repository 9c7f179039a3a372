/** The highest of the values from place `from` to before place `until`; NaN is passed over. Minus infinity where there is none. */
export function highest(values: Float64Array, from: number, until: number): number {
  let extreme = Number.NEGATIVE_INFINITY;
  for (let i = Math.max(0, from); i < until && i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value > extreme) extreme = value;
  }
  return extreme;
}

/** The lowest of them; infinity where there is none. */
export function lowest(values: Float64Array, from: number, until: number): number {
  let extreme = Number.POSITIVE_INFINITY;
  for (let i = Math.max(0, from); i < until && i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value < extreme) extreme = value;
  }
  return extreme;
}
