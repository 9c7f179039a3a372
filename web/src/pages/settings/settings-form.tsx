import { Show } from 'solid-js';
import type { Settings } from '../../../../contracts/settings.ts';
import { fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DigestMailChoice } from './digest-mail-choice.tsx';
import { MatchingChoice } from './matching-choice.tsx';
import { useSettings } from './save-settings.ts';
import type { Draft } from './settings-draft.ts';
import { TimeZoneField } from './time-zone-field.tsx';

export function SettingsForm(props: { initial: Settings; rescoring: boolean; sendsMail: boolean }) {
  let form: HTMLFormElement | undefined;
  const settings = useSettings(props.initial, props.rescoring);
  const errorOf = (field: keyof Draft) => settings.errors()[field] ?? fieldMessage(settings.problem(), field);

  async function submit(confirmed: boolean): Promise<void> {
    await settings.submit(confirmed);
    form?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }

  return (
    <form
      ref={form}
      novalidate
      class="flex flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <TimeZoneField
        value={settings.draft().timezone}
        saved={settings.saved().timezone}
        onChange={(timezone) => settings.change({ timezone })}
        error={errorOf('timezone')}
      />
      <MatchingChoice
        value={settings.draft().matching}
        saved={settings.saved().matching}
        onChange={(matching) => settings.change({ matching })}
      />
      <TextField
        label="Risk per trade, in quote currency (optional)"
        name="riskPerTrade"
        inputmode="decimal"
        placeholder="None"
        value={settings.draft().riskPerTrade}
        onChange={(riskPerTrade) => settings.change({ riskPerTrade })}
        error={errorOf('riskPerTrade')}
        hint="What you are ready to lose in one trade is 1 R. With 50, a gain of 100 reads as +2 R and a loss of 25 as −0.5 R. Without it, results are told in money alone."
        class="max-w-sm"
      />
      <Show when={props.sendsMail}>
        <DigestMailChoice
          checked={settings.draft().digestByMail}
          onChange={(digestByMail) => settings.change({ digestByMail })}
        />
      </Show>
      <Show when={(settings.problem()?.fields.length ?? 0) === 0 && settings.problem()}>
        {(problem) => <FailureNotice problem={problem()} />}
      </Show>
      <Show when={settings.rescoring()}>
        <Notice title="Your trades are being gone over again.">
          Results and labels change while that runs; nothing is lost.
        </Notice>
      </Show>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" type="submit" busy={settings.saving()}>
          {settings.saving() ? 'Saving' : 'Save'}
        </Button>
        <Show when={settings.unsaved()}>
          <Button look="ghost" onClick={settings.discard}>
            Discard
          </Button>
        </Show>
        <p role="status" class="text-sm text-ink-3">
          {settings.unsaved() ? 'Unsaved changes' : 'Everything is saved.'}
        </p>
      </div>
      <Confirm
        open={settings.asking()}
        title="Go over all trades again?"
        confirm="Save and go over them"
        busy={settings.saving()}
        onConfirm={() => void submit(true)}
        onClose={() => settings.setAsking(false)}
      >
        With another lot matching each sale takes other lots. Results, hold times and the labels that follow
        from them are computed anew for every trade. You can change it back in the same way.
      </Confirm>
      <LeaveGuard when={settings.unsaved()} title="Leave without saving?">
        Your changes to the settings are not saved.
      </LeaveGuard>
    </form>
  );
}
