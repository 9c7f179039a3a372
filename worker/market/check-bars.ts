import Big from 'big.js';
import type { Bar, BrokerFailure } from '../brokers/port.ts';
import { fail, ok, type Result } from '../result.ts';

const HOUR_S = 3600;
/** More digits than any venue tells; an exponent of two digits, as languages write small numbers. */
const NUMBER = /^\d{1,18}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i;
/** Of a hundred bars one may be unusable: a source with a bad hour is better than none. */
const BARS_PER_UNUSABLE = 100;

/** What was asked for: bars that open in [startS, endS), asked at `nowS`. Unix seconds. */
export interface AskedSpan {
  startS: number;
  endS: number;
  nowS: number;
}

/**
 * What a source told, made fit to be stored, or the reason why it is not to be believed. No value is ever made up.
 *
 * | in the answer                                              | is                                                       |
 * | ---------------------------------------------------------- | -------------------------------------------------------- |
 * | bars in any order                                          | sorted                                                   |
 * | the same bar twice                                         | one bar                                                  |
 * | a number with an exponent                                  | written out                                              |
 * | a bar outside of the span, of the future, not closed yet   | left out; where no other is left, the answer is malformed |
 * | two different bars of one hour                             | unusable, both                                           |
 * | a price that is no number, signed, zero; a volume likewise, but for zero | unusable                                   |
 * | high below open, close or low; low above open or close     | unusable                                                 |
 * | an opening that is no full hour                            | unusable                                                 |
 *
 * Up to one unusable bar in a hundred is left out, as if its hour had no trade; with more the answer is malformed.
 */
export function checkBars(told: readonly Bar[], span: AskedSpan): Result<Bar[], BrokerFailure> {
  const asked = told.filter(({ start }) => !isOutside(start, span));
  if (told.length > 0 && asked.length === 0) return malformed('No bar of the answer is in the span.');

  const hours = new Map<number, Bar | null>();
  let unusable = 0;
  for (const bar of asked) {
    const clean = cleanBar(bar);
    const other = hours.get(bar.start);
    const isSame = clean !== null && (other === undefined || (other !== null && isEqual(clean, other)));
    if (isSame) hours.set(bar.start, clean);
    else {
      unusable += 1;
      hours.set(bar.start, null);
    }
  }
  if (unusable * BARS_PER_UNUSABLE > asked.length) {
    return malformed(`${unusable} of ${asked.length} bars contradict themselves or are no numbers.`);
  }
  const bars = [...hours.values()].filter((bar) => bar !== null);
  return ok(bars.sort((a, b) => a.start - b.start));
}

/** A bar whose opening is no number is inside of no span, and outside of none: it is looked at with the others. */
function isOutside(start: number, { startS, endS, nowS }: AskedSpan): boolean {
  return start < startS || start >= endS || start + HOUR_S > nowS;
}

/** The bar with its numbers as plain decimals; null where it cannot be one. */
function cleanBar({ start, ...told }: Bar): Bar | null {
  if (!Number.isInteger(start) || start % HOUR_S !== 0) return null;
  const [open, high, low, close, volume] = [
    plainDecimal(told.open),
    plainDecimal(told.high),
    plainDecimal(told.low),
    plainDecimal(told.close),
    plainDecimal(told.volume),
  ];
  if (open === null || high === null || low === null || close === null || volume === null) return null;
  const [o, h, l, c] = [Number(open), Number(high), Number(low), Number(close)];
  if (l <= 0 || l > Math.min(o, c) || h < Math.max(o, c)) return null;
  return { start, open, high, low, close, volume };
}

function plainDecimal(text: string): string | null {
  if (!NUMBER.test(text)) return null;
  return /e/i.test(text) ? new Big(text).toFixed() : text;
}

function isEqual(a: Bar, b: Bar): boolean {
  return (
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    Number(a.volume) === Number(b.volume)
  );
}

function malformed(detail: string) {
  return fail<BrokerFailure>({ kind: 'malformed', detail });
}
