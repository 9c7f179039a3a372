import { onMount } from 'solid-js';

/** As a form comes up in a dialog, the focus goes to its field of that selector, not to the button that closes the dialog. */
export function focusField(form: () => HTMLFormElement | undefined, selector: string): void {
  // In a timeout of its own, just before this one, the dialog puts the focus on what closes it.
  onMount(() =>
    setTimeout(() => {
      const field = form()?.querySelector<HTMLElement>(selector);
      field?.focus();
      if (field instanceof HTMLInputElement) field.select();
    }),
  );
}
