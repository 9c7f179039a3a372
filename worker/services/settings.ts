import { decodeTime } from 'ulid';
import type { z } from 'zod';
import type { Label } from '../../contracts/labels.ts';
import type { SettingsRequest, SettingsResponse } from '../../contracts/settings.ts';
import type { ResetRequestSchema, Thresholds, Vote } from '../../contracts/thresholds.ts';
import type { NewAudit, UserRow } from '../../db/queries/accounts.ts';
import { needsScoring } from '../../db/queries/score-jobs.ts';
import {
  addReset,
  addVote,
  enterCost,
  findSaleTime,
  personalRules,
  saveSettings,
} from '../../db/queries/settings.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { thresholdsOfEverybody } from '../../domain/bias/personal-thresholds.ts';
import type { Context } from '../context.ts';
import { fail, ok, type Result } from '../result.ts';
import { newAudit } from './privacy/audit.ts';
import { PersonalParamsSchema } from './trades/personal-params.ts';
import { requestScores } from './trades/scores.ts';

export async function settingsOf(
  ctx: Context,
  { id, timezone, matching, riskPerTrade, digestByMail }: UserRow,
): Promise<SettingsResponse> {
  const rescoring = await needsScoring(ctx.db, id, RULES_VERSION);
  return {
    settings: { timezone, matching, riskPerTrade, digestByMail },
    rescoring,
    sendsMail: sendsMail(ctx),
  };
}

/** Matching and zone change what the ledger and the rules say of every trade: all are gone over again. */
export async function changeSettings(
  ctx: Context,
  user: UserRow,
  wanted: SettingsRequest,
): Promise<SettingsResponse> {
  const { digestByMail = user.digestByMail } = wanted;
  const rescoring = await saveSettings(ctx.db, user.id, wanted, consentEntry(ctx, user, digestByMail));
  if (rescoring) await requestScores(ctx, user.id);
  return { settings: { ...wanted, digestByMail }, rescoring, sendsMail: sendsMail(ctx) };
}

/** When a trader agreed to mail, and when they took it back, can be shown to them. */
function consentEntry(ctx: Context, user: UserRow, wanted: boolean): NewAudit | null {
  if (wanted === user.digestByMail) return null;
  return newAudit(ctx, user.id, wanted ? 'digest_mail.turned_on' : 'digest_mail.turned_off');
}

function sendsMail({ config }: Context): boolean {
  return config.MAIL_URL !== '';
}

/** As of the last scoring. A trader who was never scored has the thresholds of everybody. */
export async function thresholdsOf(ctx: Context, userId: string): Promise<Thresholds> {
  const rules = await personalRules(ctx.db, userId, ['personal_thresholds', 'label_feedback']);
  const [thresholds, feedback] = (['personal_thresholds', 'label_feedback'] as const).map((kind) =>
    PersonalParamsSchema.parse(rules.find((rule) => rule.kind === kind)?.params ?? {}),
  );
  return {
    thresholds: thresholds?.thresholds ?? thresholdsOfEverybody(),
    feedback: feedback?.feedback ?? [],
    thresholdsSince: thresholds?.resets.at(-1) ?? null,
    feedbackSince: feedback?.resets.at(-1) ?? null,
  };
}

/** From now on the trader's own past counts anew. What was said before stays as it was. */
export async function startAnew(
  ctx: Context,
  userId: string,
  { what }: z.output<typeof ResetRequestSchema>,
): Promise<void> {
  const kind = what === 'thresholds' ? 'personal_thresholds' : 'label_feedback';
  await addReset(ctx.db, { id: ctx.newId(), userId, kind, at: ctx.now() });
  await requestScores(ctx, userId, { always: true });
}

/** false: no such trade. */
export async function vote(
  ctx: Context,
  userId: string,
  tradeId: string,
  request: { label: Label; vote: Vote | null },
): Promise<boolean> {
  const id = ctx.newId();
  const at = new Date(decodeTime(id));
  const known = await addVote(ctx.db, { id, userId, tradeId, at, ...request });
  if (known) await requestScores(ctx, userId, { always: true });
  return known;
}

/** Everything since the sale is gone over again, as what it was bought for changes results and habits. */
export async function enterCostOf(
  ctx: Context,
  userId: string,
  tradeId: string,
  cost: { unitCost: string; acquiredAt: Date | null } | null,
): Promise<Result<void, 'not_found' | 'bought_after_sale'>> {
  const ts = await findSaleTime(ctx.db, userId, tradeId);
  if (!ts) return fail('not_found');
  if (cost?.acquiredAt && cost.acquiredAt > ts) return fail('bought_after_sale');
  await enterCost(ctx.db, { userId, tradeId, ts }, cost);
  await requestScores(ctx, userId);
  return ok(undefined);
}
