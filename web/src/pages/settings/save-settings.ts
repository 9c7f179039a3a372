import { createSignal } from 'solid-js';
import { type Settings, SettingsResponseSchema } from '../../../../contracts/settings.ts';
import { put } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { changeTimezone, timezone } from '../../session.ts';
import { notify } from '../../ui/notify.tsx';
import {
  type Draft,
  type DraftErrors,
  draftAfterSave,
  draftOf,
  isChanged,
  readDraft,
} from './settings-draft.ts';
import { watchRescoring } from './watch-rescoring.ts';

/** The form's state: what is typed, what is saved, and the way from one to the other. */
export function useSettings(initial: Settings, isRescoring: boolean) {
  const [saved, setSaved] = createSignal(initial);
  const [draft, setDraft] = createSignal(draftOf(initial));
  const [errors, setErrors] = createSignal<DraftErrors>({});
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const [saving, setSaving] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const { rescoring, tell } = watchRescoring(isRescoring);

  function change(next: Partial<Draft>): void {
    setDraft((now) => ({ ...now, ...next }));
    setProblem(null);
    const fixed = Object.fromEntries(Object.keys(next).map((field) => [field, undefined]));
    setErrors((now) => ({ ...now, ...fixed }));
  }

  function discard(): void {
    setDraft(draftOf(saved()));
    setErrors({});
    setProblem(null);
  }

  /** Saves what is changed and right; asks first where all trades would be gone over again. */
  async function submit(confirmed: boolean): Promise<void> {
    const sent = draft();
    const read = readDraft(sent);
    setErrors(read.ok ? {} : read.errors);
    if (!read.ok || saving() || !isChanged(sent, saved())) return;
    if (read.settings.matching !== saved().matching && !confirmed) {
      setAsking(true);
      return;
    }
    setSaving(true);
    setProblem(null);
    const answer = await put('/api/account/settings', SettingsResponseSchema, read.settings);
    setSaving(false);
    setAsking(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const { settings } = answer.value;
    setSaved(settings);
    setDraft((now) => draftAfterSave(now, sent, settings));
    tell(rescoring() || answer.value.rescoring);
    if (settings.timezone !== timezone()) changeTimezone(settings.timezone);
    await notify('Settings saved.');
  }

  const unsaved = () => isChanged(draft(), saved());
  return {
    saved,
    draft,
    errors,
    problem,
    saving,
    asking,
    setAsking,
    rescoring,
    unsaved,
    change,
    discard,
    submit,
  };
}
