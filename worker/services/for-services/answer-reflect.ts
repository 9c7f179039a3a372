import { z } from 'zod';
import { DecimalSchema } from '../../../contracts/decimal.ts';
import { FEATURE_NAMES } from '../../../contracts/features.ts';
import { RULE_KINDS } from '../../../contracts/rules.ts';
import type { ReflectRequest } from '../../../contracts/service.ts';
import { known, UNKNOWN } from '../../../domain/features/unknown-reason.ts';
import {
  type BehaviourFigures,
  FIGURE_NAMES,
  NO_FIGURES,
} from '../../../domain/history/behaviour-figures.ts';
import { writeReflection } from '../../../domain/reflect/write-reflection.ts';
import { fail, ok, type Result } from '../../result.ts';

const ReasonSchema = z.enum(UNKNOWN, 'a reason that the engine gives');
const UnknownSchema = z.object({ known: z.literal(false), reason: ReasonSchema });
const NumberSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), value: z.number() }),
  UnknownSchema,
]);
const MoneySchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), value: DecimalSchema }),
  UnknownSchema,
]);

/** What the texts can be written from: names and reasons are the engine's own, as they pick the words. */
const ToldTradeSchema = z.object({
  features: z.object({
    pct_change_1h_before: NumberSchema,
    pct_change_24h_before: NumberSchema,
    RSI_14: NumberSchema,
    ATR_rel: NumberSchema,
    BB_pos: NumberSchema,
    gap_from_MA: NumberSchema,
    held_hours: NumberSchema,
    pnl_exit: MoneySchema,
    drawdown_recent: NumberSchema,
  }),
  figures: z.partialRecord(z.enum(FIGURE_NAMES), z.number()),
  verdicts: z.array(
    z.object({
      conditions: z.array(
        z.object({ name: z.enum([...FEATURE_NAMES, ...FIGURE_NAMES, ...RULE_KINDS], 'a known figure') }),
      ),
    }),
  ),
  reason: ReasonSchema.optional(),
});

interface UnreadableField {
  path: string;
  message: string;
}

/** Writes the two sentences of a trade that was scored, here or by /v1/bias/score. The same trade always reads the same. */
export function answerReflect(request: ReflectRequest): Result<{ insight: string }, UnreadableField[]> {
  const told = ToldTradeSchema.safeParse(request);
  if (!told.success)
    return fail(told.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  const { symbol, side, ts, tags, verdicts, basis } = request;
  return ok({
    insight: writeReflection({
      symbol,
      side,
      ts: Date.parse(ts),
      label: tags[0]?.label ?? 'UNSCORED',
      features: told.data.features,
      verdicts,
      figures: toFigures(told.data.figures),
      partial: basis === 'partial',
      reason: told.data.reason ?? null,
      outage: false,
    }),
  });
}

/** Evidence lists what is known only. */
function toFigures(sent: Partial<Record<keyof BehaviourFigures, number>>): BehaviourFigures {
  const figures = { ...NO_FIGURES };
  for (const name of FIGURE_NAMES) {
    const value = sent[name];
    if (value !== undefined) figures[name] = known(value);
  }
  return figures;
}
