import { TimezoneSchema } from '../../../../contracts/auth.ts';
import { PositiveDecimalSchema } from '../../../../contracts/decimal.ts';
import type { Settings } from '../../../../contracts/settings.ts';

/** The settings as they stand in the form: text is what was typed. */
export interface Draft {
  timezone: string;
  matching: Settings['matching'];
  riskPerTrade: string;
  digestByMail: boolean;
}

export type DraftErrors = Partial<Record<keyof Draft, string>>;

export function draftOf(settings: Settings): Draft {
  return { ...settings, riskPerTrade: settings.riskPerTrade ?? '' };
}

export function isChanged(draft: Draft, saved: Settings): boolean {
  return (
    draft.timezone.trim() !== saved.timezone ||
    draft.matching !== saved.matching ||
    draft.riskPerTrade.trim() !== (saved.riskPerTrade ?? '') ||
    draft.digestByMail !== saved.digestByMail
  );
}

/** What was typed while `sent` was saved stays, and is unsaved. */
export function draftAfterSave(now: Draft, sent: Draft, saved: Settings): Draft {
  const left = draftOf(saved);
  return {
    timezone: now.timezone === sent.timezone ? left.timezone : now.timezone,
    matching: now.matching === sent.matching ? left.matching : now.matching,
    riskPerTrade: now.riskPerTrade === sent.riskPerTrade ? left.riskPerTrade : now.riskPerTrade,
    digestByMail: now.digestByMail === sent.digestByMail ? left.digestByMail : now.digestByMail,
  };
}

/** What the form says, or what is wrong with it, field by field. No risk is a choice, not an error. */
export function readDraft(
  draft: Draft,
): { ok: true; settings: Settings } | { ok: false; errors: DraftErrors } {
  const zone = TimezoneSchema.safeParse(draft.timezone.trim());
  const typed = draft.riskPerTrade.trim();
  const risk = PositiveDecimalSchema.nullable().safeParse(typed === '' ? null : typed);
  if (zone.success && risk.success) {
    const { matching, digestByMail } = draft;
    const settings = { timezone: zone.data, matching, riskPerTrade: risk.data, digestByMail };
    return { ok: true, settings };
  }
  const errors: DraftErrors = {};
  if (!zone.success) errors.timezone = 'Choose a time zone from the list, such as Europe/Berlin.';
  if (!risk.success)
    errors.riskPerTrade = 'Write an amount above zero, with a point and no commas, such as 250 or 12.50.';
  return { ok: false, errors };
}
