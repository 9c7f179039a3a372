/** To the first field that says what is wrong with it. */
export function focusInvalid(form: EventTarget | null | undefined): void {
  if (form instanceof HTMLElement) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
