import { createMemo, createSignal, For, Show } from 'solid-js';
import { RULE_KINDS, type RuleKind, RuleKindSchema, type RuleSpec } from '../../../../contracts/rules.ts';
import { RULE_NAMES, tellRule } from '../../../../domain/rules/tell-rule.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { TextField } from '../../ui/text-field.tsx';
import { draftOf, RULE_FIELDS, readDraft } from './rule-draft.ts';
import { RuleWhatIf } from './rule-what-if.tsx';
import { saveRule } from './save-rule.ts';

/** What the form is opened with: a kind, and what the trader has of it. */
export interface RuleToEdit {
  kind: RuleKind;
  params: Readonly<Record<string, unknown>> | undefined;
  /** Whether it will be in force: a change of what is off does not switch it on. */
  active: boolean;
}

interface RuleDialogProps {
  editing: RuleToEdit | null;
  /** Kinds that the trader has already are changed at their own card. */
  taken: readonly RuleKind[];
  onClose: () => void;
  onSaved: (kind: RuleKind) => void;
}

/** Makes a rule of any kind, or changes one. */
export function RuleDialog(props: RuleDialogProps) {
  const isNew = () => props.editing?.params === undefined;
  return (
    <Dialog
      open={props.editing !== null}
      title={isNew() ? 'A new rule' : 'Change the rule'}
      onClose={props.onClose}
    >
      <Show when={props.editing} keyed>
        {(editing) => (
          <RuleForm
            editing={editing}
            kinds={isNew() ? RULE_KINDS.filter((kind) => !props.taken.includes(kind)) : [editing.kind]}
            onClose={props.onClose}
            onSaved={props.onSaved}
          />
        )}
      </Show>
    </Dialog>
  );
}

function RuleForm(props: {
  editing: RuleToEdit;
  kinds: readonly RuleKind[];
  onClose: () => void;
  onSaved: (kind: RuleKind) => void;
}) {
  // A form of its own for each thing that is edited: what it begins with does not change under it.
  const { kind: first, params, active } = props.editing;
  let element: HTMLFormElement | undefined;
  const [kind, setKind] = createSignal(first);
  const [draft, setDraft] = createSignal(draftOf(first, params));
  const read = () => readDraft(kind(), draft());
  // While a number is typed anew nothing is valid for a moment: the what-if stays, out of sight.
  const valid = createMemo<RuleSpec | undefined>((before) => {
    const now = read();
    return now.ok ? now.rule : before;
  });
  const errorOf = (name: string) => {
    const now = read();
    return form.asked() && !now.ok ? now.errors[name] : undefined;
  };
  focusField(() => element, 'select, input');

  const sentence = () => {
    const now = read();
    return now.ok ? `${tellRule(now.rule)}.` : '';
  };

  const form = useSubmission({
    valid: () => read().ok,
    async send() {
      const now = read();
      if (!now.ok) return null;
      const problem = await saveRule({ ...now.rule, active });
      if (problem !== null) return problem;
      props.onSaved(now.rule.kind);
      await notify(params === undefined ? 'The rule is in force.' : 'The rule is changed.');
      return null;
    },
  });

  const choose = form.changed((value) => {
    const chosen = RuleKindSchema.parse(value);
    setKind(chosen);
    setDraft(draftOf(chosen, undefined));
  });

  return (
    <form ref={element} class="flex flex-col gap-4" onSubmit={form.submit} noValidate>
      <Show when={props.kinds.length > 1}>
        {/* The platform's own: a listbox in a portal of its own is hidden from screen readers by the dialog around this. */}
        <label class="flex flex-col gap-1.5">
          <span class="text-sm font-medium text-ink-2">What it is about</span>
          <select
            class="h-9 w-full rounded-md border border-edge bg-surface px-2.5 text-base text-ink hover:border-ink-3 [@media(pointer:coarse)]:h-11"
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <For each={props.kinds}>
              {(value) => (
                <option value={value} selected={value === kind()}>
                  {RULE_NAMES[value]}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <For each={RULE_FIELDS[kind()]}>
        {(field) => (
          <TextField
            label={field.label}
            name={field.name}
            type={field.input === 'time' ? 'time' : 'text'}
            inputmode={field.input === 'number' ? 'decimal' : 'text'}
            value={draft()[field.name] ?? ''}
            onChange={form.changed((value) => setDraft({ ...draft(), [field.name]: value }))}
            hint={field.hint}
            error={errorOf(field.name)}
          />
        )}
      </For>
      <p aria-live="polite" class="min-h-5 text-sm text-ink-2">
        {sentence()}
      </p>
      <Show when={valid()}>
        {(rule) => (
          <div hidden={!read().ok} class="-mt-3">
            <RuleWhatIf rule={rule()} />
          </div>
        )}
      </Show>
      <Show when={form.problem()}>{(problem) => <FailureNotice problem={problem()} />}</Show>
      <p class="text-sm text-ink-3">
        {active
          ? 'In force from now on: earlier trades are not held against it.'
          : 'The rule is off and stays off.'}
      </p>
      <div class="flex justify-end gap-2">
        <Button look="ghost" onClick={props.onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" busy={form.busy()}>
          {params === undefined ? 'Adopt' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
