import { z } from 'zod';
import { SymbolSchema, TimestampSchema, UlidSchema } from './ids.ts';

/** Percent as people write them: 8 is 8 %. */
const PercentSchema = z.number().min(0.1).max(100);
/** A wall clock's time in the trader's zone. */
const ClockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:30');

/** What each kind of rule is told beside its name. */
const RULE_PARAMS = {
  /** No entry when the price rose by more than pct over the hours before it. */
  avoidSpikeOverPct: z.strictObject({ pct: PercentSchema, lookbackHours: z.number().int().min(1).max(168) }),
  /** No sale before so many hours, weighted by lot; one that keeps the trader's own maxLossPctPerTrade is let out. */
  minHoldHours: z.strictObject({ hours: z.number().min(0.25).max(2160) }),
  /** Orders of a local day. */
  maxTradesPerDay: z.strictObject({ n: z.number().int().min(1).max(100) }),
  /** Net loss of a sale over the bare cost of what was sold. */
  maxLossPctPerTrade: z.strictObject({ pct: PercentSchema }),
  /** No entry for so long after an order that lost. */
  cooldownAfterLossMinutes: z.strictObject({ minutes: z.number().int().min(1).max(1440) }),
  /** No entry from `from` (included) to `to` (not); over midnight where `to` is the earlier. */
  noTradingHours: z
    .strictObject({ from: ClockTimeSchema, to: ClockTimeSchema })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: 'another time than from' }),
  /** What a product may be after an entry, of all that is then held at its broker against the same quote. Cash does not count: no broker tells its past. */
  maxPositionPct: z.strictObject({ pct: PercentSchema }),
  /** No entry in any other product. */
  onlySymbols: z.strictObject({
    symbols: z
      .array(SymbolSchema)
      .min(1)
      .max(50)
      .refine((symbols) => new Set(symbols).size === symbols.length, 'each product once'),
  }),
} as const;

export type RuleKind = keyof typeof RULE_PARAMS;
export type RuleParams<Kind extends RuleKind> = z.infer<(typeof RULE_PARAMS)[Kind]>;
export const RULE_KINDS = Object.keys(RULE_PARAMS) as [RuleKind, ...RuleKind[]];
export const RuleKindSchema = z.enum(RULE_KINDS);

const kindOf = <Kind extends RuleKind>(kind: Kind) =>
  ({ kind: z.literal(kind), params: RULE_PARAMS[kind] }) as const;

/** A rule as such, whether or not somebody has it. */
export const RuleSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject(kindOf('avoidSpikeOverPct')),
  z.strictObject(kindOf('minHoldHours')),
  z.strictObject(kindOf('maxTradesPerDay')),
  z.strictObject(kindOf('maxLossPctPerTrade')),
  z.strictObject(kindOf('cooldownAfterLossMinutes')),
  z.strictObject(kindOf('noTradingHours')),
  z.strictObject(kindOf('maxPositionPct')),
  z.strictObject(kindOf('onlySymbols')),
]);
export type RuleSpec = z.infer<typeof RuleSpecSchema>;

/** How a rule stood with one fill. */
export const RuleCheckSchema = z.object({
  kind: RuleKindSchema,
  verdict: z.enum(['kept', 'broken', 'not_applicable']),
  /** What was held against the limit, in the limit's unit; null where it is not known or there is none. */
  value: z.union([z.number(), z.string()]).nullable(),
  limit: z.union([z.number(), z.string()]),
  /** Why it is not applicable. */
  reason: z.string().optional(),
});
export type RuleCheck = z.infer<typeof RuleCheckSchema>;

/** A rule of a trader's. One of a kind. */
export const RuleSchema = z.object({
  id: UlidSchema,
  kind: RuleKindSchema,
  params: z.record(z.string(), z.unknown()),
  active: z.boolean(),
  /** Since when it is as it is: earlier fills are not held against it. */
  since: TimestampSchema,
});
export type Rule = z.infer<typeof RuleSchema>;

const upsertOf = <Kind extends RuleKind>(kind: Kind) =>
  z.strictObject({ ...kindOf(kind), active: z.boolean() });

/** A rule as it is to be from now on: the same again changes nothing. */
export const RuleUpsertRequestSchema = z.discriminatedUnion('kind', [
  upsertOf('avoidSpikeOverPct'),
  upsertOf('minHoldHours'),
  upsertOf('maxTradesPerDay'),
  upsertOf('maxLossPctPerTrade'),
  upsertOf('cooldownAfterLossMinutes'),
  upsertOf('noTradingHours'),
  upsertOf('maxPositionPct'),
  upsertOf('onlySymbols'),
]);
export type RuleUpsertRequest = z.infer<typeof RuleUpsertRequestSchema>;
export const RuleResponseSchema = z.object({ rule: RuleSchema });
