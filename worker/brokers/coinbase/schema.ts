import { z } from 'zod';

const Amount = z.string().max(60);

/** A row of `GET /orders/historical/fills`. Fields that are not read are not looked at. */
export const CoinbaseFillSchema = z.object({
  entry_id: z.string(),
  trade_id: z.string(),
  order_id: z.string().nullish(),
  trade_time: z.string(),
  trade_type: z.string(),
  price: Amount,
  size: Amount,
  commission: Amount,
  product_id: z.string(),
  sequence_timestamp: z.string().nullish(),
  size_in_quote: z.boolean(),
  side: z.string(),
});
export type CoinbaseFill = z.infer<typeof CoinbaseFillSchema>;

/** Rows are parsed one by one in the mapper, so that an odd one is rejected by itself and not with its page. */
export const FillsAnswerSchema = z.object({ fills: z.array(z.unknown()), cursor: z.string() });

export const CandlesAnswerSchema = z.object({
  candles: z.array(
    z.object({
      start: z.string().regex(/^\d{1,12}$/),
      open: Amount,
      high: Amount,
      low: Amount,
      close: Amount,
      volume: Amount,
    }),
  ),
});
