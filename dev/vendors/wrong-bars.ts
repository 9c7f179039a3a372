import { z } from 'zod';
import type { SimResponse } from '../simulator/exchange.ts';

const RowsSchema = z.array(z.record(z.string(), z.unknown()));
const BitstampSchema = z.looseObject({ data: z.looseObject({ ohlc: RowsSchema }) });
const TwelvedataSchema = z.looseObject({ values: RowsSchema });

type Rows = z.output<typeof RowsSchema>;

/** What may be wrong with the bars of an answer that is otherwise as usual. */
const WRONGS = {
  contradicting: (rows: Rows): Rows => rows.map((row) => ({ ...row, high: row.low, low: row.high })),
  negative: (rows: Rows): Rows => rows.map((row) => ({ ...row, close: `-${row.close}` })),
  zero: (rows: Rows): Rows => rows.map((row) => ({ ...row, open: '0', high: '0', low: '0', close: '0' })),
  unsorted: (rows: Rows): Rows => rows.toReversed(),
  duplicated: (rows: Rows): Rows => rows.flatMap((row) => [row, row]),
  empty: (): Rows => [],
  /** The older half is missing, as where a limit was lowered. */
  short: (rows: Rows): Rows => rows.slice(Math.floor(rows.length / 2)),
};

const WrongSchema = z.object({
  /** What the path of the request holds. */
  match: z.string(),
  times: z.int().min(1).default(1),
  bars: z.enum(['contradicting', 'negative', 'zero', 'unsorted', 'duplicated', 'empty', 'short']),
});
export type Wrong = z.output<typeof WrongSchema>;

export function parseWrong(json: unknown): Wrong | undefined {
  return WrongSchema.safeParse(json).data;
}

/** The answer of either vendor with its bars made wrong; one without bars stays as it is. */
export function makeWrong(response: SimResponse, wrong: Wrong['bars']): SimResponse {
  const bitstamp = BitstampSchema.safeParse(response.body).data;
  if (bitstamp) {
    const ohlc = WRONGS[wrong](bitstamp.data.ohlc);
    return { ...response, body: { ...bitstamp, data: { ...bitstamp.data, ohlc } } };
  }
  const series = TwelvedataSchema.safeParse(response.body).data;
  if (series) return { ...response, body: { ...series, values: WRONGS[wrong](series.values) } };
  return response;
}
