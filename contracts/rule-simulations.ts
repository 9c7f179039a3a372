import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';
import { SymbolSchema, TimestampSchema } from './ids.ts';
import { MoneyMeasureSchema } from './measure.ts';
import { RuleKindSchema, RuleSpecSchema } from './rules.ts';
import { CurrencySchema } from './stats.ts';

export const DEFAULT_PERIOD_DAYS = 90;
const MOST_PERIOD_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** A rule over a period: from is included, to is not. Without them: the last 90 days. */
export const RuleSimulationRequestSchema = z
  .strictObject({
    kind: RuleKindSchema,
    params: z.record(z.string(), z.unknown()),
    from: TimestampSchema.optional(),
    to: TimestampSchema.optional(),
    /** Without it: the quote asset of most orders. Money of two is never added. */
    currency: CurrencySchema.optional(),
  })
  .superRefine(({ kind, params, from, to }, context) => {
    const spec = RuleSpecSchema.safeParse({ kind, params });
    for (const { path, message } of spec.success ? [] : spec.error.issues)
      context.addIssue({ code: 'custom', path: path.map(String), message });
    if ((from === undefined) !== (to === undefined))
      context.addIssue({ code: 'custom', path: ['to'], message: 'both of from and to, or neither' });
    if (from === undefined || to === undefined) return;
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    if (!(days > 0 && days <= MOST_PERIOD_DAYS))
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: `after from, by at most ${MOST_PERIOD_DAYS} days`,
      });
  });
export type RuleSimulationRequest = z.input<typeof RuleSimulationRequestSchema>;

const counts = {
  /** Orders that the rule could be held against. */
  orders: z.number().int(),
  /** Of these, those that it would have kept out, or given another exit, and whose result is known. */
  changed: z.number().int(),
  /** Of the changed: by whether the result would have been better or worse. helped + hurt + same = changed. */
  helped: z.number().int(),
  hurt: z.number().int(),
  same: z.number().int(),
  /** What the changed made, net of fees. */
  net: DecimalSchema,
  /** What they would have made; an entry that is not made makes 0. */
  would: DecimalSchema,
};

export const RuleSimulationSchema = z.object({
  kind: RuleKindSchema,
  params: z.record(z.string(), z.unknown()),
  currency: CurrencySchema,
  from: TimestampSchema,
  to: TimestampSchema,
  ...counts,
  /** would − net, with the interval of a bootstrap over the changed orders. */
  difference: MoneyMeasureSchema,
  /** Kept out or changed, with a result that is not known yet. */
  undecided: z.number().int(),
  /** What the rule looks at is not known of them, or their candles are missing. */
  notJudged: z.number().int(),
  products: z.array(z.object({ symbol: SymbolSchema, ...counts })),
  assumptions: z.array(z.string()),
});
export type RuleSimulation = z.infer<typeof RuleSimulationSchema>;
