/** An SVG path through values from left to right; the lowest lies on the bottom, the highest on the top. */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = width / Math.max(1, values.length - 1);
  return values
    .map((value, i) => {
      const y = span === 0 ? height / 2 : height - ((value - low) / span) * height;
      return `${i === 0 ? 'M' : 'L'}${round(i * step)} ${round(y)}`;
    })
    .join('');
}

/** The height at which the last value lies, as in the path. */
export function lastY(values: readonly number[], height: number): number {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return span === 0 ? height / 2 : round(height - (((values.at(-1) ?? low) - low) / span) * height);
}

/** The change from the first value to the last, or null where there is none to speak of. */
export function overallChange(values: readonly number[]): number | null {
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined || first === 0 || values.length < 2) return null;
  return (last - first) / first;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
