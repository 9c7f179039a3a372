import { type FillRow, fillsOfUser, handsOf, movementsOfUser } from '../../../db/queries/fills.ts';
import { ruleVersionsOf } from '../../../db/queries/rules.ts';
import { findSettings, personalRules } from '../../../db/queries/settings.ts';
import { RULES_VERSION } from '../../../domain/bias/label-trade.ts';
import type { Trader } from '../../../domain/engine/trader.ts';
import type { Context } from '../../context.ts';
import { toRuleVersion } from '../rules/rule-rows.ts';
import { PersonalParamsSchema } from './personal-params.ts';

/** All that the engine knows of a trader, but the market; the rows of the fills (up to a time); and the revision of what is no fill. undefined: no such user. */
export async function loadTrader(
  ctx: Context,
  userId: string,
  until: Date | null = null,
): Promise<{ trader: Omit<Trader, 'fills'>; rows: FillRow[]; inputs: number } | undefined> {
  // First, so that whatever changes while the rest is read shows as another revision of the inputs.
  const settings = await findSettings(ctx.db, userId);
  if (!settings) return undefined;
  const [{ costs, votes }, personal, versions, movements, rows] = await Promise.all([
    handsOf(ctx.db, userId),
    personalRules(ctx.db, userId, ['personal_thresholds', 'label_feedback']),
    ruleVersionsOf(ctx.db, userId),
    movementsOfUser(ctx.db, userId, until),
    fillsOfUser(ctx.db, userId, RULES_VERSION, until),
  ]);
  const resetsOf = (kind: string) =>
    PersonalParamsSchema.parse(personal.find((rule) => rule.kind === kind)?.params ?? {}).resets.map((at) =>
      Date.parse(at),
    );
  return {
    trader: {
      movements,
      timezone: settings.timezone,
      matching: settings.matching,
      enteredCosts: new Map(
        costs.map((cost) => [
          cost.tradeId,
          { unitCost: cost.unitCost, acquiredAt: cost.acquiredAt?.getTime() ?? null },
        ]),
      ),
      votes: votes.map(({ tradeId, label, vote, createdAt }) => ({
        tradeId,
        label,
        vote,
        at: createdAt.getTime(),
      })),
      rules: versions.map(toRuleVersion),
      resets: { thresholds: resetsOf('personal_thresholds'), feedback: resetsOf('label_feedback') },
    },
    rows,
    inputs: settings.inputs,
  };
}
