import { z } from 'zod';
import { BrokerSchema } from './brokers.ts';
import { DecimalSchema } from './decimal.ts';
import { TimestampSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { MeasureSchema, MoneyMeasureSchema } from './measure.ts';

/** A quote asset such as USD. Money of two currencies is never added. */
export const CurrencySchema = z
  .string()
  .min(1)
  .max(20)
  .regex(/^[\p{L}\p{N}.]+$/u, 'a currency such as USD');

/** from is included, to is not. */
export const ReportQuerySchema = z.strictObject({
  from: TimestampSchema.optional(),
  to: TimestampSchema.optional(),
  /** Without it: the quote asset of most fills of all time. */
  currency: CurrencySchema.optional(),
});
export type ReportQuery = z.input<typeof ReportQuerySchema>;

/** Every report says of which fills it speaks. */
const scope = {
  currency: CurrencySchema,
  /** Every quote asset that was ever traded in, the most traded first, with its fills in the period: the others' are not in this report. */
  currencies: z.array(z.object({ currency: CurrencySchema, fills: z.number().int() })),
  timezone: z.string(),
  from: TimestampSchema.nullable(),
  to: TimestampSchema.nullable(),
};

/** A day of the trader's own zone. */
export const DaySchema = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day such as 2026-05-31');

/** trades = wins + losses + breakEvens, always. */
const tally = {
  trades: z.number().int(),
  wins: z.number().int(),
  losses: z.number().int(),
  breakEvens: z.number().int(),
  /** Net of fees. */
  net: DecimalSchema,
};

/**
 * A fill is what the venue executed; an order is the fills of one decision. A trade is an order that realised a result (a sale of what has a
 * known cost), and the unit of wins, losses and break-evens. Money falls on the time of each fill, and a trade on its last fill.
 */
export const StatsSchema = z.object({
  ...scope,
  ...tally,
  fills: z.number().int(),
  orders: z.number().int(),
  gross: DecimalSchema,
  /** What of the fees lies in net: gross − net. */
  fees: DecimalSchema,
  /** All fees of all fills, those of positions that are still open included. */
  feesPaid: DecimalSchema,
  /** Fills whose fee was paid in a third asset that could not be valued: it is in no figure. */
  feesLeftOut: z.number().int(),
  winRate: MeasureSchema,
  /** Gross winnings over gross losses, both net of fees. */
  profitFactor: MeasureSchema,
  /** Mean net result of a trade. */
  expectancy: MoneyMeasureSchema,
  averageWin: MoneyMeasureSchema,
  averageLoss: MoneyMeasureSchema,
  /** Mean of net result over the risk per trade that the trader set. */
  averageR: MeasureSchema,
  /** The deepest fall of the cumulated net result from its peak before. null: it never fell. */
  maxDrawdown: z
    .object({ amount: DecimalSchema, peakAt: TimestampSchema.nullable(), troughAt: TimestampSchema })
    .nullable(),
  /** Sales, or parts of them, whose cost is not known: in no figure but this. */
  unknownBasis: z.object({ fills: z.number().int(), proceeds: DecimalSchema }),
  /** With what converts realised: they are no trades, and in no other figure. */
  roundTrips: z.object({ ...tally, open: z.number().int(), medianHours: MeasureSchema }),
  /** Every day with a fill, oldest first. */
  days: z.array(z.object({ day: DaySchema, fills: z.number().int(), ...tally, cumulative: DecimalSchema })),
  /** 1 is Monday. All seven. */
  weekdays: z.array(z.object({ weekday: z.number().int(), ...tally })),
  /** 0 to 23. All of them. */
  hours: z.array(z.object({ hour: z.number().int(), ...tally })),
  products: z.array(
    z.object({
      symbol: z.string(),
      fills: z.number().int(),
      ...tally,
      gross: DecimalSchema,
      fees: DecimalSchema,
    }),
  ),
  /**
   * Orders with the label. A sale counts with its result, a buy with what the lots that it opened have realised so far, so that
   * trades ≤ orders; what a sale of the same row realised of them is the sale's, so that no amount is in a row twice. An order with two labels is in both rows; it is NEUTRAL or UNSCORED where none of its fills is anything else.
   */
  labels: z.array(z.object({ label: LabelSchema, orders: z.number().int(), ...tally })),
  /** Orders with each label by week; `week` is the week's Monday. */
  timeline: z.array(
    z.object({
      week: DaySchema,
      orders: z.number().int(),
      labels: z.array(z.object({ label: LabelSchema, orders: z.number().int() })),
    }),
  ),
  /** What is held now, whatever the period. */
  positions: z.array(
    z.object({
      broker: BrokerSchema,
      symbol: z.string(),
      qty: DecimalSchema,
      /** With the fees of the buys; null: not all of it has a known cost. */
      cost: DecimalSchema.nullable(),
      openedAt: TimestampSchema,
      lastPrice: DecimalSchema.nullable(),
      lastPriceAt: TimestampSchema.nullable(),
      /** At lastPrice, before the fee of a sale; null where cost or price is not known. */
      unrealised: DecimalSchema.nullable(),
    }),
  ),
});
export type Stats = z.infer<typeof StatsSchema>;
