/** Consent to a mail a week; off until it is given. */
export function DigestMailChoice(props: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="-mx-3 flex gap-3 rounded-md px-3 py-2 hover:bg-hover">
      <input
        type="checkbox"
        name="digestByMail"
        class="mt-1 size-4 shrink-0 accent-ink"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>
        <span class="font-medium">Send my weekly digest by e-mail</span>
        <span class="block text-sm text-ink-2">
          Each Monday, to your address: the week’s result, its best and its worst trade. Your figures then lie
          in your mailbox, and on the way there. You can turn it off here at any time.
        </span>
      </span>
    </label>
  );
}
