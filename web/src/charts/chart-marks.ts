import type { Side } from '../../../contracts/side.ts';
import type { CandleDto, Trade, TradeLedger } from '../../../contracts/trades.ts';
import { fillHour } from './fill-hour.ts';

const HOUR_MS = 3_600_000;

/** What is marked on a fill's chart beside the fill itself. */
export interface ChartMarks {
  /** When the lots of a sale were bought, or a buy's lot was sold. */
  others: readonly { ts: string; side: Side }[];
  /** Of a sale, the worst and best price while its lots were held, on average. Estimates. */
  levels: { from: string; to: string; worst: string; best: string } | null;
}

export function marksOf(
  trade: Pick<Trade, 'side' | 'ts' | 'heldHours'>,
  ledger: TradeLedger | null,
): ChartMarks {
  const sold = trade.side === 'SELL';
  const matches = ledger?.matches ?? [];
  const times = matches
    .flatMap((match) => (sold ? match.openedAt : match.closedAt) ?? [])
    .toSorted((a, b) => Date.parse(a) - Date.parse(b));
  const others = [...new Set(times)].map((ts) => ({ ts, side: sold ? 'BUY' : 'SELL' }) as const);
  const excursion = ledger?.excursion;
  if (!excursion || !sold || trade.heldHours === null) return { others, levels: null };
  const from = new Date(Date.parse(trade.ts) - Math.round(trade.heldHours * HOUR_MS)).toISOString();
  return { others, levels: { from, to: trade.ts, worst: excursion.worstPrice, best: excursion.bestPrice } };
}

/** The openings, in ms, of the bars in which the marks lie; what lies out of view is left out. */
export function othersInView(
  marks: ChartMarks,
  candles: readonly CandleDto[],
): { hour: number; side: Side }[] {
  const hours = new Set(candles.map((candle) => Date.parse(candle.ts)));
  const seen = new Set<number>();
  return marks.others.flatMap(({ ts, side }) => {
    const hour = fillHour({ ts });
    if (!hours.has(hour) || seen.has(hour)) return [];
    seen.add(hour);
    return [{ hour, side }];
  });
}

/** The first and the last bar in view between the two times of the levels, as openings in ms; null where there are not two. */
export function levelSpan(marks: ChartMarks, candles: readonly CandleDto[]): [number, number] | null {
  if (marks.levels === null) return null;
  const [from, to] = [fillHour({ ts: marks.levels.from }), fillHour({ ts: marks.levels.to })];
  const within = candles.map((candle) => Date.parse(candle.ts)).filter((hour) => hour >= from && hour <= to);
  const [first, last] = [within[0], within.at(-1)];
  return first === undefined || last === undefined || first === last ? null : [first, last];
}
