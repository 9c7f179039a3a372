import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';
import { LabelSchema } from './labels.ts';
import { MeasureSchema, MoneyMeasureSchema } from './measure.ts';
import { CurrencySchema } from './stats.ts';

/** What the trader's habits measure. Observations with their uncertainty, never called causal. */
export const InsightsSchema = z.object({
  currency: CurrencySchema,
  currencies: z.array(z.object({ currency: CurrencySchema, fills: z.number().int() })),
  timezone: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Odean 1998, counted at each sale: what was sold and what else was held, by its price against the average that was paid, before fees. */
  disposition: z.object({
    realisedGains: z.number().int(),
    paperGains: z.number().int(),
    realisedLosses: z.number().int(),
    paperLosses: z.number().int(),
    /** Held beside a sale, with no price or no cost to judge it by. */
    notJudged: z.number().int(),
    pgr: MeasureSchema,
    plr: MeasureSchema,
    /** PGR − PLR; the interval is ± 1.96 standard errors. */
    effect: MeasureSchema,
    standardError: z.number().nullable(),
    /** PGR / PLR: how many times as readily winners are sold. */
    ratio: MeasureSchema,
  }),
  /** Median hours from buy to sale. */
  holdTime: z.object({
    winners: MeasureSchema,
    losers: MeasureSchema,
    /** losers / winners */
    ratio: MeasureSchema,
  }),
  /** With everybody's thresholds: share of the trader's buys that meet the FOMO rule, of all hours of the same products that meet it, and the first over the second. */
  fomo: z.object({ share: MeasureSchema, baseRate: MeasureSchema, lift: MeasureSchema }),
  /** Share of entries that are REVENGE, and of the entries within an hour after a loss. */
  revenge: z.object({ rate: MeasureSchema, afterLoss: MeasureSchema }),
  /** At each entry, of what was sold in the 30 days before: how much of what has fallen since is bought again, and of what has risen. */
  regretRebuy: z.object({ fallen: MeasureSchema, risen: MeasureSchema, ratio: MeasureSchema }),
  costs: z.object({
    /** Fees over gross P&L; not known where gross is not above zero. */
    feeChurn: MeasureSchema,
    feesPaid: DecimalSchema,
    gross: DecimalSchema,
    /** Value of all fills by month of the trader's zone (YYYY-MM), oldest first. */
    turnover: z.array(z.object({ month: z.string(), value: DecimalSchema, fees: DecimalSchema })),
  }),
  /** Σ result of tagged orders − their number × mean result of the others of the same side, net of fees, with a bootstrap interval; what a tagged sale realised is in no buy's result. Below zero: it cost. */
  biasCosts: z.array(
    z.object({
      label: LabelSchema,
      tagged: z.number().int(),
      others: z.number().int(),
      cost: MoneyMeasureSchema,
    }),
  ),
});
export type Insights = z.infer<typeof InsightsSchema>;
