const HOUR_S = 3600;
const PAIR = /^([A-Z0-9]+)-([A-Z0-9]+)$/;

/** BASE-QUOTE in its parts; null for what is no spot product. */
export function pairOf(symbol: string): { base: string; quote: string } | null {
  const [, base, quote] = PAIR.exec(symbol) ?? [];
  return base && quote ? { base, quote } : null;
}

/** [startS, endS) in calls of so many hourly bars; `toS` is the opening of the last one. */
export function spansOf(
  startS: number,
  endS: number,
  barsPerCall: number,
): { fromS: number; toS: number; bars: number }[] {
  const spans = [];
  for (let fromS = startS; fromS < endS; fromS += barsPerCall * HOUR_S) {
    const untilS = Math.min(fromS + barsPerCall * HOUR_S, endS);
    spans.push({ fromS, toS: untilS - HOUR_S, bars: (untilS - fromS) / HOUR_S });
  }
  return spans;
}
