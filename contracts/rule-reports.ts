import { z } from 'zod';
import { TimestampSchema, UlidSchema } from './ids.ts';
import { LabelSchema } from './labels.ts';
import { MeasureSchema, MoneyMeasureSchema } from './measure.ts';
import { RuleCheckSchema, RuleKindSchema, RuleSchema, RuleSpecSchema } from './rules.ts';
import { SideSchema } from './side.ts';
import { CurrencySchema, DaySchema } from './stats.ts';

/** Orders of a day of the trader's own that kept and that broke. A day on which a rule had nothing to say of any order is not there. */
export const AdherenceDaySchema = z.object({
  day: DaySchema,
  kept: z.number().int(),
  broken: z.number().int(),
});
export type AdherenceDay = z.infer<typeof AdherenceDaySchema>;

export const AdherenceSchema = z.object({
  /** Orders of the period. */
  kept: z.number().int(),
  broken: z.number().int(),
  /** Of the period, the oldest first. */
  days: z.array(AdherenceDaySchema),
  /** In days on which it was kept and not broken, of all time; a day on which it had nothing to say neither breaks nor extends it. */
  streak: z.object({ current: z.number().int(), longest: z.number().int() }),
});
export type AdherenceDto = z.infer<typeof AdherenceSchema>;

export const RulesResponseSchema = z.object({
  timezone: z.string(),
  /** Twelve weeks, today the last day. */
  firstDay: DaySchema,
  lastDay: DaySchema,
  /** Those that are or were the trader's, in the contract's order. */
  rules: z.array(RuleSchema.extend({ adherence: AdherenceSchema })),
  /** Of the active rules; null: none is. */
  together: AdherenceSchema.nullable(),
  /** The newest orders of these weeks that broke an active rule, the newest first. */
  lately: z.array(
    z.object({
      orderId: UlidSchema,
      ts: TimestampSchema,
      symbol: z.string(),
      side: SideSchema,
      broken: z.array(RuleCheckSchema),
    }),
  ),
});
export type RulesResponse = z.infer<typeof RulesResponseSchema>;
export type RuleRow = RulesResponse['rules'][number];

const SidesOfAdoption = z.object({
  before: MeasureSchema,
  after: MeasureSchema,
});

/** Before and after the rule became what it is. Observations: what else changed meanwhile is not known. */
export const RuleEffectSchema = z.object({
  kind: RuleKindSchema,
  /** Orders before are counted from here, those after from since on. */
  from: TimestampSchema,
  since: TimestampSchema,
  /** Share of the orders that the rule speaks of which broke it; those before held against it as if it had been in force. Wilson's interval. */
  broken: SidesOfAdoption.extend({
    /** after − before, with Newcombe's interval. */
    change: MeasureSchema,
  }),
  /** Mean net result of these orders over their entry value, as a fraction; of a buy, of what was sold of it so far. Of a rule on both, of sales. Student's interval. */
  result: SidesOfAdoption,
});
export type RuleEffect = z.infer<typeof RuleEffectSchema>;
/** Of the active rules. */
export const RuleEffectsResponseSchema = z.object({ effects: z.array(RuleEffectSchema) });

/** A rule that would have caught orders of a pattern that was met in the last 90 days. */
export const RuleSuggestionSchema = z.object({
  rule: RuleSpecSchema,
  label: LabelSchema,
  /** Orders with the label, and how many of them would have broken the rule. */
  tagged: z.number().int(),
  caught: z.number().int(),
  /** All orders that it speaks of, and how many of them would have broken it. */
  orders: z.number().int(),
  broken: z.number().int(),
  /** What orders with the label came to beside the others, see Insights.biasCosts; in the currency of most fills. */
  cost: MoneyMeasureSchema,
  currency: CurrencySchema,
});
export type RuleSuggestion = z.infer<typeof RuleSuggestionSchema>;
export const RuleSuggestionsResponseSchema = z.object({
  from: TimestampSchema,
  /** So many orders with a label make a pattern. */
  minimum: z.number().int(),
  /** The pattern that came out lowest first. */
  suggestions: z.array(RuleSuggestionSchema),
});
export type RuleSuggestions = z.infer<typeof RuleSuggestionsResponseSchema>;
