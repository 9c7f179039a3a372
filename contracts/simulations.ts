import { z } from 'zod';
import { DecimalSchema } from './decimal.ts';
import { SymbolSchema, TimestampSchema, UlidSchema } from './ids.ts';
import { RuleKindSchema } from './rules.ts';
import { SideSchema } from './side.ts';

export const MOST_HORIZON_DAYS = 30;
export const DEFAULT_WAIT_PCT = 2;

/** How long the trade is looked at, and how deep a pullback is waited for: in percent, below the trade's price. */
const parameters = {
  horizonDays: z.number().int().min(1).max(MOST_HORIZON_DAYS),
  waitPct: z.number().min(0.1).max(50).default(DEFAULT_WAIT_PCT),
};

/** Of a trade, or of the newest entry in a product. */
export const SimulationRequestSchema = z
  .strictObject({ tradeId: UlidSchema.optional(), symbol: SymbolSchema.optional(), ...parameters })
  .refine(({ tradeId, symbol }) => (tradeId === undefined) !== (symbol === undefined), {
    path: ['tradeId'],
    message: 'exactly one of tradeId and symbol',
  });
export type SimulationRequest = z.input<typeof SimulationRequestSchema>;

/** Money in the quote asset, net of fees; pct is in percent of what the entry cost. */
const result = { pnl: DecimalSchema, pct: DecimalSchema };

const ResultSchema = z.object(result);

/** A trade that comes in once the market has come back to it, with the same quantity, and is held to the horizon's end. Not filled: 0. */
const WaitSchema = z.object({
  ...result,
  filled: z.boolean(),
  /** Opening of the hour in which it came in. */
  entryTs: TimestampSchema.optional(),
  entryPrice: DecimalSchema.optional(),
});

/** Out at the level, or held to the horizon's end where it is not reached. */
const StopSchema = z.object({
  ...result,
  hit: z.boolean(),
  level: DecimalSchema,
  levelPct: z.number(),
  /** The trader's own rule, or the pullback that was asked for. */
  source: z.enum(['rule', 'pullback']),
  /** The hour opened below the level, and that price was the first to be had. */
  gap: z.boolean(),
  /** Opening of the hour in which it went out. */
  exitTs: TimestampSchema.optional(),
  exitPrice: DecimalSchema.optional(),
});

/** no_entry: the trade is not made. sale_later, loss_cut: another exit. not_judged: what it looks at is not known of this trade. */
export const RULE_EFFECTS = ['no_entry', 'sale_later', 'loss_cut', 'none', 'not_judged'] as const;

/** The trade if the trader's rules of now had been kept. */
const RuleObeyedSchema = z.object({
  ...result,
  made: z.boolean(),
  rules: z.array(z.object({ kind: RuleKindSchema, effect: z.enum(RULE_EFFECTS) })),
});

export const SimulationSchema = z.object({
  tradeId: UlidSchema,
  symbol: SymbolSchema,
  side: SideSchema,
  horizonDays: z.number().int(),
  waitPct: z.number(),
  /** When the last hour that counts closed. */
  until: TimestampSchema,
  /** What sales have realised, and the rest at the last close. */
  actual: ResultSchema,
  hold: ResultSchema,
  /** null of a sale: nothing is entered. */
  wait: WaitSchema.nullable(),
  stop: StopSchema,
  /** Only where the trader has rules that are active. */
  rule: RuleObeyedSchema.optional(),
  /** From the trade on, at closes of hours; at most 121 points. */
  series: z.array(
    z.object({
      ts: TimestampSchema,
      actual: DecimalSchema,
      hold: DecimalSchema,
      wait: DecimalSchema.nullable(),
    }),
  ),
  /** SHA-256 of the files of candles that were read, oldest first. */
  snapshots: z.array(z.string()),
  assumptions: z.array(z.string()),
  /** The horizon reaches past the last candle: answered up to there. */
  incomplete: z.boolean(),
});
export type Simulation = z.infer<typeof SimulationSchema>;
